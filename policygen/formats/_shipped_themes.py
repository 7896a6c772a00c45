"""The templates of the shipped themes as functions. Written by `tests/theme_compiler.py`; do not edit."""

from __future__ import annotations

from typing import Any


def templates(t: Any) -> Any:
    """The functions by the name of the template; `t` has what templates may call."""
    e, get, markdown, plain, is_markdown = t.e, t.get, t.markdown, t.plain, t.is_markdown
    icon, icons, flow_picture = t.icon, t.icons, t.flow_picture
    period_axis, period_bar = t.period_axis, t.period_bar

    def m_pieces(o: list[str], block: Any) -> None:
        for piece in block.said:
            if piece.markdown:
                o.append(e(markdown(piece.text)))
            elif piece.href:
                o += ('<a href="', e(piece.href), '"')
                if piece.hreflang:
                    o += (' hreflang="', e(piece.hreflang), '"')
                o.append('>')
                if piece.isolated:
                    o += ('<bdi>', e(piece.text), '</bdi>')
                else:
                    o.append(e(piece.text))
                o.append('</a>')
            elif piece.datetime:
                o += ('<time datetime="', e(piece.datetime), '">', e(piece.text), '</time>')
            elif piece.value:
                o += ('<data value="', e(piece.value), '">', e(piece.text), '</data>')
            elif piece.lang:
                if piece.isolated:
                    o += ('<bdi lang="', e(piece.lang), '">', e(piece.text), '</bdi>')
                else:
                    o += ('<span lang="', e(piece.lang), '">', e(piece.text), '</span>')
            elif piece.isolated:
                o += ('<bdi>', e(piece.text), '</bdi>')
            else:
                o.append(e(piece.text))
    def m_values(o: list[str], block: Any) -> None:
        for child in block.blocks:
            said = plain(child)
            if said:
                o.append(e(said))
            else:
                m_pieces(o, child)
            o.append(e(child.after))
    def m_facts(o: list[str], block: Any) -> None:
        o.append('<dl>\n')
        for row in block.blocks:
            o.append('<div')
            if row.anchor:
                o += (' id="', e(row.id), '"')
            o += ('><dt>', e(icon(row)))
            said = plain(row)
            if said:
                o.append(e(said))
            else:
                m_pieces(o, row)
            o.append('\n')
            if row.inline:
                o.append('<dd>')
                m_values(o, row)
            else:
                for child in row.blocks:
                    o.append('<dd>')
                    said = plain(child)
                    if said:
                        o.append(e(said))
                    else:
                        m_pieces(o, child)
                    o.append('\n')
            o.append('</div>\n')
        o.append('</dl>\n')
    def m_line(o: list[str], block: Any) -> None:
        said = plain(block)
        if said:
            o.append(e(said))
        else:
            m_pieces(o, block)
        if block.blocks:
            o.append(' (')
            m_values(o, block)
            o.append(')')
    def m_cell(o: list[str], block: Any) -> None:
        if block.inline:
            m_values(o, block)
        elif (len(block.blocks) == 1):
            m_line(o, block.blocks[0])
        else:
            for child in block.blocks:
                if is_markdown(child):
                    m_pieces(o, child)
                else:
                    o.append('<p>')
                    m_line(o, child)
                    o.append('</p>')
    def m_head(o: list[str], block: Any) -> None:
        o.append('<thead><tr>')
        for title in block.blocks:
            o.append('<th scope="col">')
            m_pieces(o, title)
        o.append('</thead>\n')
    def m_record(o: list[str], block: Any) -> None:
        o.append('<tr')
        if block.anchor:
            o += (' id="', e(block.id), '"')
        o.append('>')
        loop = list(block.blocks)
        for place, child in enumerate(loop):
            if (place < 1):
                o.append('<th scope="row">')
                m_cell(o, child)
            else:
                o.append('<td>')
                m_cell(o, child)
    def m_table(o: list[str], block: Any) -> None:
        wide = (len(block.blocks[0].blocks) > 2)
        if wide:
            o += ('<div class="wide" role="group" aria-labelledby="', e(block.id), '-caption" tabindex="0">')
        o += ('<table id="', e(block.id), '">\n')
        if block.said:
            o.append('<caption')
            if wide:
                o += (' id="', e(block.id), '-caption"')
            o.append('>')
            m_pieces(o, block)
            o.append('</caption>')
        m_head(o, block.blocks[0])
        o.append('<tbody>\n')
        for child in block.blocks:
            if (child.kind == 'record'):
                m_record(o, child)
        o.append('</tbody></table>\n')
        if wide:
            o.append('</div>')
    def m_flow(o: list[str], block: Any, page: Any) -> None:
        o += ('<figure id="', e(block.id), '">\n<figcaption id="', e(block.id), '-caption">')
        m_pieces(o, block)
        o += ('</figcaption>\n<div class="wide" role="group" aria-labelledby="', e(block.id), '-caption" tabindex="0">', e(flow_picture(block, page.direction)), '</div>\n<details><summary>', e(get(page.frame, 'picture')), '</summary>\n<div class="wide" role="group" aria-labelledby="', e(block.id), '-caption" tabindex="0"><table>\n')
        for child in block.blocks:
            if (child.kind == 'head'):
                m_head(o, child)
        o.append('<tbody>\n')
        for child in block.blocks:
            if (child.kind == 'record'):
                m_record(o, child)
        o.append('</tbody></table></div>\n</details>\n</figure>\n')
    def m_periods(o: list[str], block: Any, page: Any) -> None:
        o += ('<table id="', e(block.id), '" class="periods">\n')
        for child in block.blocks:
            if (child.kind == 'head'):
                o.append('<thead><tr><th scope="col">')
                m_pieces(o, child.blocks[0])
                o.append('<th scope="col">')
                m_pieces(o, child.blocks[1])
                o += (e(period_axis(block, page.direction)), '</thead>\n')
        o.append('<tbody>\n')
        for child in block.blocks:
            if (child.kind == 'record'):
                o.append('<tr')
                if child.anchor:
                    o += (' id="', e(child.id), '"')
                o.append('><th scope="row">')
                m_cell(o, child.blocks[0])
                o += ('<td>', e(period_bar(block, child, page.direction)))
                m_cell(o, child.blocks[1])
                o.append('\n')
        o.append('</tbody></table>\n')
    def m_heading(o: list[str], block: Any, level: Any) -> None:
        o += ('<h', e(level), '><a href="#', e(block.id), '">', e(icon(block)))
        said = plain(block)
        if said:
            o.append(e(said))
        else:
            m_pieces(o, block)
        o += ('</a></h', e(level), '>\n')
    def m_show(o: list[str], block: Any, level: Any, page: Any) -> None:
        if (block.kind == 'section'):
            o += ('<section id="', e(block.id), '">\n')
            m_heading(o, block, level)
            for child in block.blocks:
                m_show(o, child, (level + 1), page)
            o.append('</section>\n')
        elif (block.kind == 'entry'):
            o += ('<article id="', e(block.id), '">\n')
            m_heading(o, block, level)
            for child in block.blocks:
                m_show(o, child, (level + 1), page)
            o.append('</article>\n')
        elif ((block.kind == 'paragraph') and is_markdown(block)):
            o.append('<div>')
            m_pieces(o, block)
            o.append('</div>\n')
        elif ((block.kind == 'paragraph') or (block.kind == 'line')):
            o.append('<p>')
            said = plain(block)
            if said:
                o.append(e(said))
            else:
                m_pieces(o, block)
            o.append('</p>\n')
        elif (block.kind == 'list'):
            if block.said:
                o.append('<p>')
                m_pieces(o, block)
                o.append('</p>')
            o.append('<ul>')
            for child in block.blocks:
                o.append('<li>')
                said = plain(child)
                if said:
                    o.append(e(said))
                else:
                    m_pieces(o, child)
            o.append('</ul>\n')
        elif (block.kind == 'facts'):
            m_facts(o, block)
        elif (block.kind == 'table'):
            m_table(o, block)
        elif (block.kind == 'flow'):
            m_flow(o, block, page)
        elif (block.kind == 'periods'):
            m_periods(o, block, page)

    def default_page_html(v: Any) -> str:
        o: list[str] = []
        v_page = v['page']
        v_frame = v['frame']
        v_style = v['style']
        v_canonical = v['canonical']
        v_languages = v['languages']
        v_default_url = v['default_url']
        v_data = v['data']
        v_pdf = v['pdf']
        v_whole = v['whole']
        v_locale = v['locale']
        v_structured = v['structured']
        v_hashes = v['hashes']
        v_logo = v['logo']
        v_company = v['company']
        def m_dates(o: list[str]) -> None:
            if v_page.updated:
                o += (e(get(v_frame, 'updated')), ': <time datetime="', e(v_page.updated.datetime), '">', e(v_page.updated.text), '</time>')
            if (v_page.updated and v_page.version):
                o.append(' · ')
            if v_page.version:
                o += (e(get(v_frame, 'version')), ': ', e(v_page.version))
        o += ('<!DOCTYPE html>\n<html lang="', e(v_page.language), '" dir="', e(v_page.direction), '">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>', e(v_page.title), ' – ', e(v_page.controller), '</title>\n<meta name="description" content="', e(v_page.controller), ': ', e(get(v_frame, 'description')), '">\n<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n<link rel="stylesheet" href="', e(v_style), '">\n')
        if v_canonical:
            o += ('<link rel="canonical" href="', e(v_canonical), '">\n')
            for language in v_languages:
                o += ('<link rel="alternate" hreflang="', e(get(language, 'code')), '" href="', e(get(language, 'url')), '">\n')
            o += ('<link rel="alternate" hreflang="x-default" href="', e(v_default_url), '">\n')
        o += ('<link rel="alternate" type="application/ld+json" href="', e(v_data), '">\n')
        if v_pdf:
            o += ('<link rel="alternate" type="application/pdf" href="', e(v_pdf), '">\n')
        o += ('<link rel="privacy-policy" href="', e(v_whole), '">\n<meta property="og:type" content="website">\n<meta property="og:title" content="', e(v_page.title), ' – ', e(v_page.controller), '">\n<meta property="og:description" content="', e(get(v_frame, 'description')), '">\n<meta property="og:site_name" content="', e(v_page.controller), '">\n<meta property="og:locale" content="', e(v_locale), '">\n')
        for language in v_languages:
            if (get(language, 'code') != v_page.language):
                o += ('<meta property="og:locale:alternate" content="', e(get(language, 'locale')), '">\n')
        if v_canonical:
            o += ('<meta property="og:url" content="', e(v_canonical), '">\n')
        o += ('<script type="application/ld+json">', e(v_structured), '</script>\n</head>\n<body class="policygen policy" id="top" data-processing="', e(get(v_hashes, 'processing')), '" data-wording="', e(get(v_hashes, 'wording')), '">\n', e(icons(v_page)), '\n<a class="skip" href="#main">', e(get(v_frame, 'skip')), '</a>\n<header>\n')
        if v_logo:
            o += ('<img class="logo" src="', e(v_logo), '" alt="">\n')
        o += ('<p class="company">', e(v_company), '</p>\n<h1>', e(v_page.title), '</h1>\n')
        if (v_page.updated or v_page.version):
            o.append('<p class="dates">')
            m_dates(o)
            o.append('</p>\n')
        if (len(v_languages) > 1):
            o += ('<nav class="languages" aria-label="', e(get(v_frame, 'languages')), '">\n<ul>\n')
            for language in v_languages:
                o.append('<li>')
                if (get(language, 'code') == v_page.language):
                    o += ('<a href="', e(get(language, 'href')), '" lang="', e(get(language, 'code')), '" hreflang="', e(get(language, 'code')), '" aria-current="page">', e(get(language, 'name')), '</a>')
                else:
                    o += ('<a href="', e(get(language, 'href')), '" lang="', e(get(language, 'code')), '" hreflang="', e(get(language, 'code')), '" rel="alternate">', e(get(language, 'name')), '</a>')
                o.append('</li>\n')
            o.append('</ul>\n</nav>\n')
        o.append('</header>\n<main id="main">\n')
        for block in v_page.blocks:
            m_show(o, block, 2, v_page)
            if (block.id == 'summary'):
                o += ('<nav class="contents" aria-labelledby="contents">\n<div>\n<h2 id="contents">', e(get(v_frame, 'contents')), '</h2>\n<ol>\n')
                for section in v_page.blocks:
                    if ((section.kind == 'section') and (section.id != 'summary')):
                        o += ('<li><a href="#', e(section.id), '">', e(section.text), '</a></li>\n')
                o.append('</ol>\n</div>\n</nav>\n')
        o.append('</main>\n<footer>\n')
        if (v_page.updated or v_page.version):
            o.append('<p class="dates">')
            m_dates(o)
            o.append('</p>\n')
        if v_pdf:
            o += ('<p class="as-pdf"><a href="', e(v_pdf), '" type="application/pdf">', e(get(v_frame, 'pdf')), '</a></p>\n')
        o += ('<p><a href="', e(v_data), '" type="application/ld+json">', e(get(v_frame, 'data')), ' (JSON-LD)</a></p>\n<p class="up"><a href="#top">', e(get(v_frame, 'top')), '</a></p>\n</footer>\n</body>\n</html>')
        return ''.join(o)

    def default_chooser_html(v: Any) -> str:
        o: list[str] = []
        v_language = v['language']
        v_direction = v['direction']
        v_title = v['title']
        v_controller = v['controller']
        v_description = v['description']
        v_style = v['style']
        v_canonical = v['canonical']
        v_logo = v['logo']
        v_company = v['company']
        v_links = v['links']
        o += ('<!DOCTYPE html>\n<html lang="', e(v_language), '" dir="', e(v_direction), '">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>', e(v_title), ' – ', e(v_controller), '</title>\n<meta name="description" content="', e(v_controller), ': ', e(v_description), '">\n<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n<link rel="stylesheet" href="', e(v_style), '">\n')
        if v_canonical:
            o += ('<link rel="canonical" href="', e(v_canonical), '">\n')
        o.append('</head>\n<body class="policygen chooser">\n<main>\n')
        if v_logo:
            o += ('<img class="logo" src="', e(v_logo), '" alt="">\n')
        o += ('<h1>', e(v_company), '</h1>\n<ul>\n')
        for link in v_links:
            o += ('<li><a href="', e(get(link, 'href')), '" lang="', e(get(link, 'code')), '" hreflang="', e(get(link, 'code')), '" rel="privacy-policy" dir="', e(get(link, 'direction')), '">', e(get(link, 'title')), ' – ', e(get(link, 'name')), '</a></li>\n')
        o.append('</ul>\n</main>\n</body>\n</html>')
        return ''.join(o)

    def default_index_html(v: Any) -> str:
        o: list[str] = []
        v_language = v['language']
        v_direction = v['direction']
        v_titles = v['titles']
        v_description = v['description']
        v_style = v['style']
        v_canonical = v['canonical']
        v_logo = v['logo']
        v_companies = v['companies']
        o += ('<!DOCTYPE html>\n<html lang="', e(v_language), '" dir="', e(v_direction), '">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>')
        loop = list(v_titles)
        for place, title in enumerate(loop):
            o.append(e(get(title, 'title')))
            if (not (place + 1 >= len(loop))):
                o.append(' – ')
        o += ('</title>\n<meta name="description" content="', e(v_description), '">\n<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n<link rel="stylesheet" href="', e(v_style), '">\n')
        if v_canonical:
            o += ('<link rel="canonical" href="', e(v_canonical), '">\n')
        o.append('</head>\n<body class="policygen chooser">\n<main>\n')
        if v_logo:
            o += ('<img class="logo" src="', e(v_logo), '" alt="">\n')
        o.append('<h1>')
        loop = list(v_titles)
        for place, title in enumerate(loop):
            o += ('<span lang="', e(get(title, 'code')), '" dir="', e(get(title, 'direction')), '">', e(get(title, 'title')), '</span>')
            if (not (place + 1 >= len(loop))):
                o.append(' – ')
        o.append('</h1>\n<ul class="companies">\n')
        for company in v_companies:
            o += ('<li>\n<h2><a href="', e(get(company, 'href')), '">', e(get(company, 'shown')), '</a></h2>\n<ul>\n')
            for link in get(company, 'links'):
                o += ('<li><a href="', e(get(link, 'href')), '" lang="', e(get(link, 'code')), '" hreflang="', e(get(link, 'code')), '" dir="', e(get(link, 'direction')), '" aria-label="', e(get(company, 'name')), ' – ', e(get(link, 'name')), '">', e(get(link, 'name')), '</a></li>\n')
            o.append('</ul>\n</li>\n')
        o.append('</ul>\n</main>\n</body>\n</html>')
        return ''.join(o)

    def embed_fragment_html(v: Any) -> str:
        o: list[str] = []
        v_page = v['page']
        v_hashes = v['hashes']
        v_frame = v['frame']
        v_canonical = v['canonical']
        v_data_url = v['data_url']
        o += ('<div class="policygen" lang="', e(v_page.language), '" dir="', e(v_page.direction), '" data-processing="', e(get(v_hashes, 'processing')), '" data-wording="', e(get(v_hashes, 'wording')), '">\n', e(icons(v_page)), '\n<h2>', e(v_page.title), '</h2>\n')
        if (v_page.updated or v_page.version):
            o.append('<p class="dates">')
            if v_page.updated:
                o += (e(get(v_frame, 'updated')), ': <time datetime="', e(v_page.updated.datetime), '">', e(v_page.updated.text), '</time>')
            if (v_page.updated and v_page.version):
                o.append(' · ')
            if v_page.version:
                o += (e(get(v_frame, 'version')), ': ', e(v_page.version))
            o.append('</p>\n')
        for block in v_page.blocks:
            m_show(o, block, 3, v_page)
        if v_canonical:
            o += ('<p><a href="', e(v_data_url), '" type="application/ld+json">', e(get(v_frame, 'data')), ' (JSON-LD)</a></p>\n')
        o.append('</div>')
        return ''.join(o)

    return {'default/page.html': default_page_html, 'default/chooser.html': default_chooser_html, 'default/index.html': default_index_html, 'embed/fragment.html': embed_fragment_html}


MADE_FROM = {
    'default/blocks.html': '80e345703c8090a1f1839472db1b604d',
    'default/page.html': 'e6e6110fbb3e20b264fcd0baabfe5422',
    'default/chooser.html': '540463c175c1c079dacae3cfabe4cd71',
    'default/index.html': 'b7116324e0887ab9c2b7d5521dd98bc3',
    'embed/fragment.html': '2135e54d17098af59909bb7864b2856e',
}
