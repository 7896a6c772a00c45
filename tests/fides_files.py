"""Fides files of every shape: a whole manifest, one of an older version, one system, a list, a page of an API."""

from __future__ import annotations

import json

import yaml

# The shapes are those of real manifests; what they say is made up.
MODERN = """
organization:
  - fides_key: default_organization
    name: Tindre Foods
    description: We sell food.
    controller: {name: Tindre Foods AS, address: "Havnegata 3, 0150 Oslo, Norway", email: post@tindre.example,
      phone: +47 22 00 00 00}
    data_protection_officer: {name: Kari Tindre, address: "Havnegata 3, 0150 Oslo, Norway", email: dpo@tindre.example,
      phone: +47 22 00 00 01}
    representative: {name: Tindre GmbH, address: "Hafenweg 1, 20095 Hamburg, Germany", email: eu@tindre.example,
      phone: +49 40 000000}
    security_policy: https://tindre.example/security
data_category:
  - {fides_key: user.content.recipes, organization_fides_key: default_organization, name: recipes,
     description: what people cook, parent_key: user.content}
  - {fides_key: user.contact.address.cabin, parent_key: user.contact.address}
data_use:
  - {fides_key: essential.service.tasting, name: tasting food, parent_key: essential.service}
data_subject:
  - fides_key: taster
    name: tasters
    rights: {strategy: INCLUDE, values: [Access, Erasure]}
    automated_decisions_or_profiling: false
system:
  - fides_key: shop
    organization_fides_key: default_organization
    name: Web shop
    description: People order food here.
    tags: [important]
    system_type: Application
    meta: {owner: team-a}
    administrating_department: Sales
    egress:
      - {fides_key: stripe_like, type: system, data_categories: [user.name, user.financial.credit_card]}
      - {fides_key: warehouse, type: system}
      - {fides_key: unseen, type: system, data_categories: [user.name]}
    ingress:
      - {fides_key: user, type: user, data_categories: [user.name]}
      - {fides_key: shop_db, type: dataset}
    dataset_references: [shop_db]
    privacy_declarations:
      - name: Deliver orders
        data_use: essential.service
        data_categories: [user.name, user.contact.address, user.content.recipes]
        data_subjects: [customer, taster]
        legal_basis_for_processing: Contract
        flexible_legal_basis_for_processing: false
        retention_period: 3 years
        features: [Match devices]
        impact_assessment_location: https://tindre.example/lia
        dataset_references: [shop_db]
      - name: Stop thieves
        data_use: essential.fraud_detection
        data_categories: [user.name, user.contact.address, user.content.recipes]
        data_subjects: [customer]
        legal_basis_for_processing: Legitimate interests
        retention_period: 3 years
      - name: Ask how it tasted
        data_use: essential.service.tasting
        data_categories: [user.content, user.health_and_medical]
        data_subjects: [taster]
        legal_basis_for_processing: Consent
        processes_special_category_data: true
        special_category_legal_basis: Explicit consent
        retention_period: Until the tasting is over
        data_shared_with_third_parties: true
        third_parties: Universities
        shared_categories: [user.content]
    vendor_id: null
    processes_personal_data: true
    exempt_from_privacy_regulations: false
    uses_profiling: true
    legal_basis_for_profiling: [Contract]
    does_international_transfers: false
    requires_data_protection_assessments: true
    dpa_location: https://tindre.example/dpia
    privacy_policy: https://tindre.example/privacy
    legal_name: Tindre Foods AS
    legal_address: Havnegata 3, 0150 Oslo, Norway
    responsibility: [Controller]
    dpo: dpo@tindre.example
    joint_controller_info: "Tindre Farm AS: they grow, we sell (farm@tindre.example; https://farm.example/privacy)"
    data_security_practices: Everything is encrypted.
    uses_cookies: true
    cookie_max_age_seconds: 31536000
    cookie_refresh: true
    uses_non_cookie_access: false
  - fides_key: stripe_like
    name: Payline
    description: card payments
    system_type: Third Party
    legal_name: Payline Inc.
    legal_address: 1 Main Street, San Francisco, United States
    responsibility: [Processor]
    privacy_policy: https://payline.example/privacy
    does_international_transfers: true
    legal_basis_for_transfers: [SCCs, Supplementary Measures]
    privacy_declarations: []
  - fides_key: counter
    name: Counter
    system_type: SaaS
    vendor_id: gvl.999
    responsibility: [Controller, Processor]
    uses_cookies: true
    privacy_declarations:
      - {name: Count visits, data_use: analytics.reporting, data_categories: [user.device.cookie_id, user.payment],
         data_subjects: [visitor], legal_basis_for_processing: Consent}
  - {fides_key: warehouse, name: Warehouse, system_type: Service, privacy_declarations: []}
  - {fides_key: intranet, name: Intranet, system_type: Service, processes_personal_data: false,
     privacy_declarations: []}
dataset:
  - fides_key: shop_db
    name: Shop database
    description: Tables of the shop
    collections:
      - name: users
        fields:
          - {name: id, data_categories: [user.unique_id], fides_meta: {primary_key: true}}
          - name: address
            fields: [{name: street, data_categories: [user.contact.address.street]}]
  - fides_key: lists
    name: Mailing lists
    data_uses: [marketing.communications.email]
    collections:
      - name: people
        data_subjects: [prospect]
        data_categories: [user.contact.email]
        fields: [{name: mail, description: the address}]
policy:
  - fides_key: ours
    rules: [{name: no ads, data_categories: {matches: ANY, values: [user.name]}}]
"""

OLD = """
system:
  - organization_fides_key: "1"
    fides_key: demo_shop
    name: Old shop
    registry_id: 4
    system_type: Service
    data_responsibility_title: Controller
    third_country_transfers: [USA, CAN]
    joint_controller: {name: Farm AS, address: "Fjellveien 1", email: farm@old.example, phone: "1"}
    data_protection_impact_assessment: {is_required: true, progress: Complete, link: https://old.example/dpia}
    system_dependencies: [old_db]
    cookies: [{name: _old, path: /, domain: old.example}]
    privacy_declarations:
      - name: Advertise
        data_categories: [user.provided.identifiable.contact.email, user.derived.identifiable.device.cookie_id,
          user.observed]
        data_use: advertising.first_party.personalized
        data_subjects: [customer]
        data_qualifier: aggregated.anonymized.unlinked_pseudonymized.pseudonymized
        dataset_references: [old_db]
      - name: Improve
        data_categories: [user.provided.identifiable.genetic]
        data_use: improve.system
        data_subjects: [customer]
        data_qualifier: identified_data
        cookies: [{name: _two}]
dataset:
  - fides_key: old_db
    name: Old database
    data_qualifier: aggregated.anonymized.unlinked_pseudonymized.pseudonymized.identified
    retention: 30 days after account deletion
    third_country_transfers: [GBR]
    joint_controller: {name: Farm AS}
    data_categories: [account.contact.email]
    collections: []
registry:
  - {fides_key: reg, name: Registry, registry_type: Website}
"""

ONE = {"fides_key": "one", "name": "One", "system_type": "Service", "responsibility": "Controller",
       "legal_basis_for_transfers": None, "third_parties": [], "privacy_declarations": [
           {"name": "Serve", "data_use": "provide", "data_categories": ["user"], "data_subjects": ["customer"],
            "retention_period": "365", "third_parties": [], "legal_basis_for_processing": "Legal obligation"}]}
FILES = {"modern": MODERN, "old": OLD, "one": json.dumps(ONE),
         "list": json.dumps([ONE, {**ONE, "fides_key": "two"}]), "page": json.dumps({"items": [ONE], "total": 1}),
         "dataset": yaml.safe_dump(yaml.safe_load(MODERN)["dataset"][1])}
