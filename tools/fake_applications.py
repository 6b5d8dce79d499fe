"""Invented applications in the shapes of the court's two interfaces. Standard library only; the same seed invents the same people."""

from __future__ import annotations

import random
import uuid
from datetime import datetime, timedelta
from typing import Any

FAMILIES = [
    "Ashcombe",
    "Barlow",
    "Crossley",
    "Dunmore",
    "Entwistle",
    "Farrow",
    "Greenhalgh",
    "Hollis",
    "Ingham",
    "Jessop",
    "Kershaw",
    "Lomax",
    "Moorcroft",
    "Naylor",
    "Ogden",
    "Pilling",
]
GIVEN = [
    "Aaron",
    "Bethan",
    "Callum",
    "Daisy",
    "Ewan",
    "Freya",
    "George",
    "Hannah",
    "Imran",
    "Jasmin",
    "Kieran",
    "Layla",
    "Marcus",
    "Nadia",
    "Oliver",
    "Poppy",
    "Reuben",
    "Sara",
    "Toby",
    "Zainab",
]
STREETS = ["Quarry Road", "Mill Street", "Station Lane", "Canal Bank", "Orchard Close", "Fell View", "Weaver's Row", "Church Terrace"]
PRIVATE_COURTS = [
    ("Preston Family Court", "102476"),
    ("Leeds Combined Court Centre", "455174"),
    ("Bristol Civil And Family Justice Centre", "819890"),
]
AUTHORITIES = ["LAN", "BDB", "BCC", "CMB"]
ORDERS = [["childArrangementsOrder"], ["childArrangementsOrder", "prohibitedStepsOrder"], ["specificIssueOrder"]]


def _listed(moment: datetime) -> list[int]:
    """The court's other way of writing a moment: nanoseconds last."""
    return [moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second, moment.microsecond * 1000]


class Inventor:
    """Invents applications one after another. ``now`` is local, without a zone, as the court writes time."""

    def __init__(self, seed: int) -> None:
        self.pick = random.Random(seed)
        self.seed = seed
        self.count = 0

    def _number(self) -> int:
        self.count += 1
        return 1_700_000_000_000_000 + (self.seed % 90_000_000) * 1_000 + self.count

    def _address(self) -> dict[str, str]:
        return {
            "AddressLine1": f"{self.pick.randint(1, 90)} {self.pick.choice(STREETS)}", "AddressLine2": "", "PostTown": "Preston",
            "County": "Lancashire", "Country": "United Kingdom", "PostCode": f"PR{self.pick.randint(1, 9)} {self.pick.randint(1, 9)}{self.pick.choice('ABDEF')}{self.pick.choice('GHJLN')}",
        }  # fmt: skip

    def _born(self, now: datetime, youngest: int, oldest: int) -> datetime:
        return datetime(now.year, 1, 1) - timedelta(days=self.pick.randint(youngest * 365, oldest * 365))

    def _party(self, family: str, now: datetime, *, hidden: bool) -> dict[str, Any]:
        value = {
            "firstName": self.pick.choice(GIVEN), "lastName": family, "previousName": "", "dateOfBirth": f"{self._born(now, 22, 45):%Y-%m-%d}",
            "gender": self.pick.choice(["Female", "Male"]), "address": self._address(), "isAddressConfidential": "Yes" if hidden else "No",
            "isAtAddressLessThan5Years": self.pick.choice(["Yes", "No"]), "phoneNumber": f"07700 900{self.pick.randint(100, 999)}",
            "isPhoneNumberConfidential": "Yes" if hidden else "No", "email": "", "aKeyNobodyKnows": {"x": 1},
        }  # fmt: skip
        return {"id": str(uuid.UUID(int=self.pick.getrandbits(128))), "value": value}

    def private_law(self, now: datetime, *, c1a: bool | None = None) -> tuple[dict[str, Any], dict[str, str]]:
        """A C100 changed at ``now``, and the ids of its documents by kind."""
        family, other = self.pick.sample(FAMILIES, 2)
        hidden = self.pick.random() < 0.3
        applicant, respondent = self._party(family, now, hidden=hidden), self._party(other, now, hidden=False)
        papers = {"finalDocument": "C100"}
        if c1a if c1a is not None else self.pick.random() < 0.6:
            papers["c1ADocument"] = "C1A"
        if hidden:
            papers["c8Document"] = "C8"
        ids = {kind: str(uuid.UUID(int=self.pick.getrandbits(128))) for kind in papers.values()}
        court, epims = self.pick.choice(PRIVATE_COURTS)
        children = []
        for given in self.pick.sample(GIVEN, self.pick.randint(1, 3)):
            born = self._born(now, 1, 15)
            children.append({"id": str(uuid.UUID(int=self.pick.getrandbits(128))), "value": {
                "firstName": given, "lastName": other, "gender": self.pick.choice(["Female", "Male"]),
                "dateOfBirth": [born.year, born.month, born.day] if self.pick.random() < 0.5 else f"{born:%Y-%m-%d}",
                "applicantsRelationshipToChild": "mother" if applicant["value"]["gender"] == "Female" else "father",
                "respondentsRelationshipToChild": "mother" if respondent["value"]["gender"] == "Female" else "father",
                "whoDoesTheChildLiveWith": {"partyId": respondent["id"], "partyFullName": f"{respondent['value']['firstName']} {other}", "partyType": "RESPONDENT"},
                "orderAppliedFor": [],
            }})  # fmt: skip
        number = self._number()
        hearing = (now + timedelta(days=self.pick.randint(24, 40))).replace(hour=10, minute=0, second=0, microsecond=0)
        data = {
            "familymanCaseNumber": f"PR{now:%y}P{number % 100_000:05d}", "dateSubmitted": f"{now:%Y-%m-%d}", "issueDate": _listed(now)[:3],
            "caseTypeOfApplication": "C100", "courtName": court, "courtEpimsId": epims, "ordersApplyingFor": self.pick.choice(ORDERS),
            "childrenKnownToLocalAuthority": self.pick.choice(["yes", "no", "dontKnow"]), "children": children, "applicants": [applicant],
            "respondents": [respondent], "otherPeopleInTheCaseTable": [{"id": "x", "value": {}}], "isInterpreterNeeded": "No",
            "hearingData": [{"id": "h", "value": {"hearingTypeValue": "First Hearing", "hearingDateTime": f"{hearing:%Y-%m-%dT%H:%M:%S}"}}],
            **{key: {"document_id": ids[kind], "document_filename": f"{kind}_{number}.pdf"} for key, kind in papers.items()},
        }  # fmt: skip
        case = {
            "id": number, "jurisdiction": "PRIVATELAW", "state": "CASE_ISSUED", "caseTypeOfApplication": "C100", "case_type_id": "PRLAPPS",
            "created_date": f"{now:%Y-%m-%dT%H:%M:%S}", "last_modified": f"{now:%Y-%m-%dT%H:%M:%S.%f}", "case_data": data,
        }  # fmt: skip
        return case, ids

    def public_law(self, now: datetime, *, authority: str | None = None) -> tuple[dict[str, Any], dict[str, str]]:
        """A C110A changed at ``now``, and the ids of its documents by kind."""
        family = self.pick.choice(FAMILIES)
        number = self._number()
        ids = {"APPLICATION": str(uuid.UUID(int=self.pick.getrandbits(128)))}
        small = {key[0].lower() + key[1:] if key != "PostCode" else "postcode": value for key, value in self._address().items()}
        hidden = self.pick.random() < 0.5
        children = [
            {
                "firstName": given, "lastName": family, "dateOfBirth": f"{self._born(now, 0, 12):%Y-%m-%d}", "gender": self.pick.choice(["MALE", "FEMALE"]),
                "livingSituation": "Living with other family or friends", "address": small, "detailsHidden": hidden, "socialWorkerName": "Ines Calder",
                "socialWorkerTelephoneNumber": "01632 960455", "additionalNeeds": False, "litigationIssues": "NO", "fathersResponsibility": "Yes",
            }
            for given in self.pick.sample(GIVEN, self.pick.randint(1, 2))
        ]  # fmt: skip
        data = {
            "familyManCaseNumber": f"PR{now:%y}C{number % 100_000:05d}", "dateSubmitted": f"{now:%Y-%m-%d}", "applicationType": "C110A",
            "ordersSought": ["CARE_ORDER", "INTERIM_CARE_ORDER"], "dateOfCourtIssue": f"{now:%Y-%m-%d}", "citizenIsApplicant": False,
            "applicantLA": authority or self.pick.choice(AUTHORITIES),
            "applicants": [{"id": str(uuid.UUID(int=self.pick.getrandbits(128))), "name": "Applicant authority", "email": "legal@authority.example", "designated": True,
                            "colleagues": [{"role": "SOCIAL_WORKER", "fullName": "Ines Calder", "mainContact": True, "notificationRecipient": True}]}],
            "respondents": [{
                "firstName": self.pick.choice(GIVEN), "lastName": family, "gender": "FEMALE", "addressKnown": True, "address": small,
                "dateOfBirth": f"{self._born(now, 20, 40):%Y-%m-%d}", "telephoneNumber": "07700 900777", "litigationIssues": "DONT_KNOW",
                "contactDetailsHidden": self.pick.random() < 0.3, "relationshipToChild": "Mother",
            }],
            "children": children,
            "others": [{"name": f"{self.pick.choice(GIVEN)} {family}", "dateOfBirth": "1960-05-05", "gender": "FEMALE", "addressKnown": False, "detailsHidden": True}],
            "hearingDetails": [{"id": "1", "type": "CASE_MANAGEMENT", "venue": "Preston", "status": None, "startDate": f"{now + timedelta(days=18):%Y-%m-%dT10:00:00}",
                                "endDate": f"{now + timedelta(days=18):%Y-%m-%dT12:00:00}", "attendance": ["IN_PERSON"]}],
            "internationalElement": {"possibleCarer": self.pick.random() < 0.3, "possibleCarerReason": "An aunt abroad has offered", "issues": False},
            "previousProceedings": [{"proceedingStatus": "Previous", "caseNumber": "PR19C00012", "ordersMade": "Supervision order"}],
            "risks": {"neglectOccurrences": "Past harm "}, "factorsParenting": {"domesticViolence": True, "domesticViolenceReason": "Police attended twice"},
            "caseManagementLocation": {"region": "5", "baseLocation": "102476"},
            "caseDocuments": [{"removed": False, "documentCategory": "originalApplications", "documentId": ids["APPLICATION"], "documentFileName": f"C110A_{number}.pdf",
                               "uploadTimestamp": f"{now:%Y-%m-%dT%H:%M:%S}"}],
        }  # fmt: skip
        case = {
            "id": number, "jurisdiction": "PUBLICLAW", "state": "Submitted", "caseTypeId": "CARE_SUPERVISION_EPO",
            "createdDate": f"{now:%Y-%m-%dT%H:%M:%S}", "lastModified": f"{now:%Y-%m-%dT%H:%M:%S}", "lastStateModifiedDate": f"{now:%Y-%m-%dT%H:%M:%S}",
            "caseData": data,
        }  # fmt: skip
        return case, ids
