"""What the court's public law answer looks like, in our own words: types, closed lists and what must be there. For generated data."""

ORDERS = {
    "CARE_ORDER", "INTERIM_CARE_ORDER", "SUPERVISION_ORDER", "INTERIM_SUPERVISION_ORDER", "EDUCATION_SUPERVISION_ORDER", "EMERGENCY_PROTECTION_ORDER", "OTHER",
    "CHILD_ASSESSMENT_ORDER", "SECURE_ACCOMMODATION_ORDER", "REFUSE_CONTACT_WITH_CHILD", "CONTACT_WITH_CHILD_IN_CARE", "CHILD_RECOVERY_ORDER",
}  # fmt: skip
STATES = {"Submitted", "Gatekeeping", "GATEKEEPING_LISTING", "PREPARE_FOR_HEARING", "FINAL_HEARING", "Closed"}
GENDERS, ISSUES = {"MALE", "FEMALE", "OTHER"}, {"YES", "NO", "DONT_KNOW"}
SITUATIONS = {
    "Living with respondents", "Living with other family or friends", "Removed by Police, powers ending soon", "Voluntarily in section 20 care order",
    "In hospital and soon to be discharged", "Other", None,
}  # fmt: skip
HEARINGS = {
    "EMERGENCY_PROTECTION_ORDER", "FACT_FINDING", "CASE_MANAGEMENT", "FURTHER_CASE_MANAGEMENT", "ISSUE_RESOLUTION", "FINAL", "JUDGMENT_AFTER_HEARING",
    "INTERIM_CARE_ORDER", "ACCELERATED_DISCHARGE_OF_CARE", "FAMILY_DRUG_ALCOHOL_COURT", "PLACEMENT_HEARING", "OTHER",
}  # fmt: skip
ADDRESS = dict.fromkeys(("addressLine1", "addressLine2", "addressLine3", "postTown", "county", "postcode", "country"), str)
PERSON = {"dateOfBirth": str, "gender": GENDERS | {None}, "address": ADDRESS, "litigationIssues": ISSUES, "addressKnown": bool}
SHAPE = {
    "id": int, "jurisdiction": str, "state": STATES, "caseTypeId": str, "createdDate": str, "lastModified": str, "lastStateModifiedDate": str,
    "caseData": {
        "familyManCaseNumber": str, "dateSubmitted": str, "applicationType": {"C110A", "C1"}, "ordersSought": [ORDERS], "dateOfCourtIssue": str,
        "citizenIsApplicant": bool, "applicantLA": str, "respondentLA": str,
        "applicants": [{"id": str, "name": str, "email": str, "phone": str, "address": ADDRESS, "designated": bool, "colleagues": [{
            "role": {"SOLICITOR", "SOCIAL_WORKER", "OTHER"}, "fullName": str, "mainContact": bool, "notificationRecipient": bool}]}],
        "respondents": [{**PERSON, "firstName": str, "lastName": str, "telephoneNumber": str, "contactDetailsHidden": bool, "relationshipToChild": str}],
        "children": [{**PERSON, "firstName": str, "lastName": str, "detailsHidden": bool, "livingSituation": SITUATIONS, "socialWorkerName": str,
                      "socialWorkerTelephoneNumber": str, "additionalNeeds": bool, "fathersResponsibility": {"Yes", "No", "Don't know"}}],
        "others": [{**PERSON, "name": str, "detailsHidden": bool, "telephone": str}],
        "hearingDetails": [{"id": str, "type": HEARINGS, "venue": str, "status": {None, "VACATED", "ADJOURNED"}, "startDate": str, "endDate": str,
                            "attendance": [{"IN_PERSON", "PHONE", "VIDEO"}]}],
        "internationalElement": {"possibleCarer": bool, "possibleCarerReason": str, "issues": bool},
        "previousProceedings": [{"proceedingStatus": {"Ongoing", "Previous"}, "caseNumber": str, "ordersMade": str}],
        "risks": {"neglectOccurrences": {"Future risk of harm", "Past harm "}},
        "factorsParenting": {"domesticViolence": bool, "domesticViolenceReason": str},
        "caseManagementLocation": {"region": str, "baseLocation": str},
        "caseDocuments": [{"removed": bool, "documentCategory": {"originalApplications"}, "documentId": str, "documentFileName": str, "uploadTimestamp": str}],
    },
}  # fmt: skip
REQUIRED = {"id", "jurisdiction", "state", "caseTypeId", "createdDate", "lastModified", "caseData"}


def what_is_wrong(case):
    """Each place where a case does not fit the shape; none where it does."""
    return [f"{name}: missing" for name in REQUIRED - set(case)] + list(_wrong(case, SHAPE, ""))


def _wrong(value, shape, path):
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            yield f"{path}: no object"
            return
        for key, inner in value.items():
            yield from _wrong(inner, shape[key], f"{path}.{key}") if key in shape else [f"{path}.{key}: not known"]
    elif isinstance(shape, list):
        for one in value if isinstance(value, list) else [None]:
            yield from _wrong(one, shape[0], f"{path}[]")
    elif isinstance(shape, set):
        if value not in shape:
            yield f"{path}: {value!r} is not in the list"
    elif type(value) is not shape:
        yield f"{path}: a {type(value).__name__}"
