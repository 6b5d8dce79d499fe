"""What the court sends of the family of the main story."""

import json

APPLICATION = {
    "id": 1772640000000101,
    "jurisdiction": "PRIVATELAW",
    "state": "SUBMITTED_PAID",
    "caseTypeOfApplication": "C100",
    "created_date": "2026-03-02T09:12:44",
    "case_data": {
        "dateSubmitted": "2026-03-02",
        "familymanCaseNumber": "LS26P00417",
        "courtName": "Leeds Magistrates Court And Family Court",
        "childrenKnownToLocalAuthority": "no",
        "ordersApplyingFor": ["childArrangementsOrder"],
        "c1ADocument": {"document_filename": "C1A.pdf", "document_id": "0c1b5a4e-94b0-4f37-9d2e-3d6fcd9ae301"},
        "children": [
            {"id": "10000000-0000-4000-8000-000000000101", "value": {
                "firstName": "Ella", "lastName": "Dunmore", "dateOfBirth": "2017-11-03", "gender": "female",
                "applicantsRelationshipToChild": "mother", "respondentsRelationshipToChild": "father", "childLiveWith": ["respondent"]}},
            {"id": "10000000-0000-4000-8000-000000000102", "value": {
                "firstName": "Theo", "lastName": "Dunmore", "dateOfBirth": [2020, 8, 19], "gender": "male",
                "applicantsRelationshipToChild": "mother", "respondentsRelationshipToChild": "father", "childLiveWith": ["respondent"]}},
        ],
        "applicants": [
            {"id": "20000000-0000-4000-8000-000000000101", "value": {
                "firstName": "Joanne", "lastName": "Whitlock", "previousName": "Dunmore", "dateOfBirth": "1990-05-14", "gender": "female",
                "isPhoneNumberConfidential": "No", "phoneNumber": "0113 496 0182"}},
        ],
        "respondents": [
            {"id": "30000000-0000-4000-8000-000000000101", "value": {
                "firstName": "Daniel", "lastName": "Dunmore", "dateOfBirth": "1987-01-30", "gender": "male",
                "phoneNumber": "0113 496 0147", "isPhoneNumberConfidential": "No"}},
        ],
        "hearingData": [{"id": "h1", "value": {"hearingTypeValue": "First hearing", "hearingStartDateTime": "2026-03-12T10:00:00"}}],
    },
}  # fmt: skip


def search_answer() -> bytes:
    """As the court's interface answers a search."""
    return json.dumps({"total": 1, "cases": [APPLICATION]}).encode()
