"""People made up by a seed, whom several cases know with the errors that records have: what linkage is measured on.

Families come back to court whole, or one of them with somebody new; names are written otherwise, shortened, changed by marriage,
turned about; dates of birth lose a digit; people move. Twins, namesakes, and fathers and sons of one name are there to be kept apart.
The truth is known: records with the same ``human`` are one human being.
"""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from cafcass_cases.cases.folding import fold, swapped
from cafcass_cases.cases.scoring import Known, Name, Place


def _w(text: str) -> list[str]:
    return [word.replace("_", " ") for word in text.split()]


@dataclass(frozen=True)
class Culture:
    share: int
    men: list[str]
    women: list[str]
    families: list[str]
    spellings: dict[str, list[str]] = field(default_factory=dict)
    turned: float = 0.01


ENGLISH = Culture(
    52,
    _w("James John David Michael Paul Mark Thomas Daniel Jack William Robert Andrew Richard Christopher Stephen Matthew Peter Joshua George Oliver Harry Charlie Anthony Ryan Adam Benjamin Samuel Joseph Luke Lewis Connor Callum Jake Kyle Liam Nathan Aaron Dean Craig Lee Scott Gary Kevin Jason Darren Simon Stuart Philip Martin Ian Neil Graham Carl Wayne Shane Ashley Jordan Reece Tyler Logan Mason Noah Theo Alfie Freddie Archie Toby Edward Alexander Dominic Elliot Gareth Rhys Dylan Owen Leon Tristan Jonathan Nicholas Timothy Gregory Vincent Zachary Kenneth"),
    _w("Sarah Susan Emma Emily Jessica Laura Rebecca Lisa Louise Claire Amy Charlotte Hannah Sophie Chloe Olivia Amelia Ella Lily Grace Jennifer Nicola Karen Kelly Anna Katie Lucy Samantha Rachel Stephanie Victoria Lauren Gemma Kerry Leanne Stacey Donna Tracey Michelle Joanne Julie Deborah Elizabeth Catherine Abigail Megan Bethany Georgia Natalie Danielle Kirsty Zoe Holly Paige Jade Amber Ruby Poppy Daisy Isabella Isla Evie Freya Phoebe Eleanor Matilda Harriet Rosie Imogen Scarlett Summer Tia Shannon Courtney Kayleigh Hayley Melissa Pamela Patricia Theresa Jacqueline Christine"),
    _w("Smith Jones Taylor Williams Brown Davies Evans Wilson Thomas Roberts Johnson Lewis Walker Robinson Wood Thompson White Watson Jackson Wright Green Harris Cooper King Lee Martin Clarke James Morgan Hughes Edwards Hill Moore Harrison Scott Young Morris Hall Ward Turner Carter Phillips Mitchell Bennett Gray Cook Bell Murray Parker Collins Marshall Simpson Shaw Price Richardson Foster Barnes Fletcher Hunt Palmer Mills Webb Rogers Stone Holmes Chapman Ellis Lloyd Barker Gibson Fisher Knight Butler Russell Dixon Harvey Pearson Graham Powell Fowler Hartley Whitfield Bradshaw Ashworth Haywood Thornton Pickering Sutcliffe Greenwood Dobson Ramsden Ogden Crabtree Holroyd Batty Tordoff Wigglesworth Threlfall Entwistle Postlethwaite Rigby Tattersall Winterbottom Snape Blackshaw Cartwright Copeland Dunmore Eastwood Fairclough Gledhill Hargreaves Illingworth Jagger Kershaw Lockwood Micklethwaite Naylor Oldroyd Pennington Quarmby Rushworth Stansfield Trueman Varley Wadsworth Yates"),
    {"Stephen": ["Steven"], "Clarke": ["Clark"], "Rebecca": ["Rebekah"], "Catherine": ["Katherine", "Kathryn"], "Sarah": ["Sara"], "Philip": ["Phillip"], "Zoe": ["Zoë", "Zoey"], "Phillips": ["Philips", "Phillip"], "Davies": ["Davis"], "Thompson": ["Thomson"], "Claire": ["Clare"], "Nicola": ["Nichola"], "Rachel": ["Rachael"], "Ashley": ["Ashleigh"], "Reece": ["Rhys", "Reese"], "Harvey": ["Harvie"], "Kayleigh": ["Kayley", "Caileigh"], "Megan": ["Meghan"], "Connor": ["Conor"], "Tracey": ["Tracy"], "Stacey": ["Stacy"], "Isla": ["Ayla"], "Gray": ["Grey"], "Watson": ["Wattson"]},
)  # fmt: skip
SOUTH_ASIAN = Culture(
    16,
    _w("Mohammed Imran Tariq Usman Asif Kamran Zeeshan Adeel Faisal Nadeem Shahid Wasim Bilal Hamza Hassan Hussain Ibrahim Ali Omar Yusuf Khalid Rashid Saeed Waqas Arjun Rohan Vikram Sanjay Rajesh Amit Anil Harpreet Gurpreet Jaspal Manjit Sukhdev Balwinder Ravi Kiran Deepak Nikhil Suresh Mohammed_Ali Mohammed_Yusuf Mohammed_Hamza Syed_Asif Abdul_Rahman Abdul_Karim Shahin Rafiq Jamal"),
    _w("Aisha Fatima Nasreen Shabana Rukhsana Saima Zainab Khadija Maryam Yasmin Farzana Shazia Samina Rubina Tahira Parveen Nazia Sadia Sana Hina Amina Priya Anjali Sunita Meena Kavita Neha Pooja Simran Jasleen Harpreet Manpreet Rajinder Sukhwinder Kiran Deepa Lakshmi Nisha Ruksana Taslima Nargis Shirin Iqra Aaliyah Inaya Ayesha_Siddiqa Noor_Fatima Bushra Mehwish"),
    _w("Khan Hussain Ahmed Ali Patel Singh Kaur Begum Akhtar Bibi Shah Malik Iqbal Mahmood Chaudhry Mirza Butt Qureshi Sheikh Raja Rehman Aziz Hanif Bashir Younis Sadiq Miah Islam Uddin Rahman Chowdhury Sharma Gupta Mistry Desai Joshi Chauhan Gill Dhillon Sandhu Sidhu Bains Grewal Nair Menon Fernando Perera Jayasinghe Siddiqui Ashraf Zaman Farooq Latif Javed Parmar Solanki"),
    {"Mohammed": ["Muhammad", "Mohamed", "Mohammad", "Muhammed", "Md"], "Mohammed Ali": ["Muhammad Ali", "Mohammad Ali"], "Mohammed Yusuf": ["Muhammad Yousaf", "Yusuf"], "Mohammed Hamza": ["Muhammad Hamza", "Hamza", "Hamzah"], "Hussain": ["Hussein", "Husain", "Hossain"], "Ahmed": ["Ahmad", "Ahmet"], "Chaudhry": ["Choudhury", "Chaudhary", "Choudhry"], "Chowdhury": ["Choudhury", "Chaudhuri", "Chowdhery"], "Aisha": ["Ayesha", "Aysha", "Aishah"], "Fatima": ["Fatema", "Fatimah"], "Khadija": ["Khadijah", "Khadeeja"], "Zainab": ["Zaynab", "Zainub"], "Yusuf": ["Yousuf", "Yousaf", "Yusef"], "Usman": ["Osman", "Uthman"], "Omar": ["Umar", "Umer"], "Rehman": ["Rahman", "Rehmaan"], "Qureshi": ["Quraishi", "Koreshi"], "Sheikh": ["Shaikh", "Shaykh"], "Siddiqui": ["Siddiqi", "Siddique"], "Nasreen": ["Nasrin"], "Yasmin": ["Yasmeen", "Jasmin"], "Begum": ["Begam", "Begom"], "Uddin": ["Udin", "Ud-Din"], "Tariq": ["Tarek", "Tareq"], "Zeeshan": ["Zishan"], "Wasim": ["Waseem"], "Saeed": ["Said", "Sayeed"], "Rukhsana": ["Ruksana", "Roksana"], "Maryam": ["Mariam", "Miriam"], "Farooq": ["Faruk", "Farouk"], "Mahmood": ["Mahmud", "Mehmood"], "Iqbal": ["Eqbal"], "Amina": ["Aminah", "Ameena"], "Harpreet": ["Harprit"], "Shazia": ["Shaziya"], "Akhtar": ["Akter", "Akthar"]},
    0.03,
)  # fmt: skip
POLISH = Culture(
    9,
    _w("Piotr Krzysztof Andrzej Tomasz Paweł Marcin Michał Marek Grzegorz Łukasz Adam Jakub Mateusz Wojciech Kamil Dawid Bartosz Rafał Sławomir Zbigniew Jarosław Mariusz Szymon Filip Kacper Antoni Franciszek Aleksander Ion Andrei Mihai Vasile Gheorghe Dmitri Jonas Mindaugas"),
    _w("Anna Katarzyna Małgorzata Agnieszka Barbara Ewa Magdalena Elżbieta Joanna Aleksandra Monika Zofia Natalia Julia Maja Zuzanna Oliwia Wiktoria Karolina Paulina Beata Dorota Iwona Renata Sylwia Justyna Marta Elena Ioana Mihaela Andreea Ruta Inga Svetlana"),
    _w("Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Kozłowski Jankowski Mazur Wojciechowski Kwiatkowski Krawczyk Kaczmarek Piotrowski Grabowski Zając Pawłowski Michalski Król Wieczorek Jabłoński Wróbel Nowakowski Majewski Stępień Popescu Ionescu Dumitru Stan Kazlauskas Petrauskas Ivanov Bondarenko"),
    {"Piotr": ["Peter", "Piotrek"], "Krzysztof": ["Krzys", "Christopher", "Kris"], "Katarzyna": ["Kasia", "Katherine", "Kate"], "Małgorzata": ["Gosia", "Margaret", "Malgosia"], "Agnieszka": ["Aga", "Agnes"], "Wojciech": ["Wojtek", "Woytek"], "Aleksandra": ["Ola", "Alexandra"], "Aleksander": ["Alex", "Olek", "Alexander"], "Joanna": ["Asia", "Joasia"], "Zofia": ["Zosia", "Sofia"], "Michał": ["Michal", "Michael"], "Łukasz": ["Lukas", "Lucas"], "Jakub": ["Kuba", "Jacob"], "Magdalena": ["Magda"], "Elżbieta": ["Ela", "Elizabeth"], "Tomasz": ["Tomek", "Thomas"], "Grzegorz": ["Gregor", "Greg"], "Wójcik": ["Wojcick", "Woycik"], "Dąbrowski": ["Dombrowski"], "Jarosław": ["Jarek"], "Sławomir": ["Slawek"], "Zuzanna": ["Susanna", "Zuza"], "Wiktoria": ["Victoria"], "Dmitri": ["Dmitry", "Dmytro"], "Andrei": ["Andrey"]},
    0.01,
)  # fmt: skip
AFRICAN = Culture(
    12,
    _w("Adebayo Oluwaseun Chukwuemeka Obinna Femi Tunde Kwame Kofi Kwabena Yaw Emeka Ifeanyi Chinedu Olumide Babatunde Segun Tendai Farai Tafadzwa Themba Sipho Abdi Abdirahman Mohamed Liban Yonas Dawit Tesfay Mamadou Ousmane Ibrahima Jean-Pierre Emmanuel Samuel Joseph Kingsley Prince Godfrey Blessing Oluwafemi Temitope Ayodele Nonso Uche"),
    _w("Ngozi Chioma Adaeze Ifeoma Folake Yetunde Bukola Temitope Funke Abena Akosua Ama Efua Rutendo Chipo Nyasha Tsitsi Thandiwe Nomsa Zodwa Hodan Fadumo Hibo Sahra Ayaan Saba Mehret Selam Fatoumata Mariama Aminata Aissatou Grace Blessing Precious Patience Comfort Mercy Gift Oluwatobi Chinonso Amara Zainab Oluchi"),
    _w("Adeyemi Okafor Okonkwo Eze Nwosu Obi Balogun Ogunleye Adebayo Afolabi Bello Abubakar Mensah Owusu Boateng Asante Osei Appiah Agyeman Moyo Ncube Sibanda Dube Ndlovu Mutasa Chikwanda Abdi Hassan Ali Mohamed Warsame Farah Jama Tesfaye Haile Kebede Gebremariam Diallo Bah Sow Kamara Sesay Conteh Koroma Kabongo Mbeki Nkosi Mukendi Achebe Onyekachi Chukwu"),
    {"Chukwuemeka": ["Emeka", "Chukwemeka"], "Oluwaseun": ["Seun", "Oluseun"], "Oluwafemi": ["Femi", "Olufemi"], "Temitope": ["Tope", "Temi"], "Abdirahman": ["Abdurahman", "Cabdiraxmaan", "Abdi Rahman"], "Mohamed": ["Mohammed", "Maxamed", "Muhammad"], "Hassan": ["Hasan", "Xasan"], "Abdi": ["Cabdi"], "Fadumo": ["Faduma", "Faadumo"], "Babatunde": ["Tunde"], "Mamadou": ["Mamadu"], "Kwabena": ["Kobena", "Kobina"], "Agyeman": ["Agyemang"], "Tesfaye": ["Tesfay", "Tesfai"], "Sahra": ["Zahra", "Sara"], "Chinonso": ["Nonso"], "Kamara": ["Camara"], "Conteh": ["Konteh"], "Diallo": ["Jalloh"], "Oluwatobi": ["Tobi"], "Boateng": ["Boatang"], "Aminata": ["Aminatta"], "Haile": ["Hailu", "Hayle"]},
    0.04,
)  # fmt: skip
IRISH = Culture(
    7,
    _w("Patrick Seán Ciarán Liam Conor Declan Brendan Eoin Oisín Cormac Fergal Niall Pádraig Tadhg Donal Brian Kevin Shane Colm Dermot Eamon Finbar Ruairí Cathal Gerard Michael John-Paul Martin"),
    _w("Siobhán Niamh Aoife Sinéad Caoimhe Róisín Orla Gráinne Bríd Deirdre Maeve Clodagh Ciara Saoirse Eileen Maureen Kathleen Bernadette Nuala Fionnuala Mary Bridget Margaret Noreen Shauna Eimear"),
    _w("Murphy Kelly O'Sullivan Walsh O'Brien Byrne Ryan O'Connor O'Neill O'Reilly Doyle McCarthy Gallagher Doherty Kennedy Lynch Quinn McLoughlin O'Carroll Connolly Daly Connell Wilson Dunne Brennan Burke Collins Nolan MacMahon McDonagh Ward Maughan Joyce Cash Delaney Fitzgerald Sheridan"),
    {"Siobhán": ["Shivaun", "Siobhan", "Chevonne"], "Niamh": ["Neve", "Niav"], "Caoimhe": ["Keeva", "Kweeva"], "Seán": ["Shaun", "Shawn", "John"], "Ciarán": ["Kieran", "Kieron"], "Eoin": ["Owen", "Eoghan"], "Róisín": ["Roisheen", "Rosheen"], "Pádraig": ["Patrick", "Paddy"], "Gráinne": ["Grania"], "Aoife": ["Eefa", "Aoiffe"], "Saoirse": ["Seersha"], "O'Sullivan": ["Sullivan", "O Sullivan"], "O'Brien": ["OBrien", "Brien", "O Brien"], "O'Connor": ["O'Conor", "Connor"], "O'Neill": ["O'Neil", "ONeill"], "O'Reilly": ["Reilly", "O'Riley"], "McLoughlin": ["McLaughlin", "MacLoughlin"], "McDonagh": ["McDonough", "MacDonagh"], "MacMahon": ["McMahon"], "Doherty": ["Docherty", "Dougherty"], "Gallagher": ["Gallacher"], "McCarthy": ["MacCarthy"], "Fitzgerald": ["Fitz Gerald"], "Brian": ["Bryan"], "Ciara": ["Keira", "Kiera"]},
)  # fmt: skip
ARABIC = Culture(
    4,
    _w("Ahmad Mahmoud Khaled Youssef Mustafa Karim Samir Walid Omar Bashar Rami Ziad Reza Amir Hossein Mehdi Karwan Rebwar Aram Dilan Mehmet Emre"),
    _w("Layla Noor Rania Hala Mona Samira Dina Amal Huda Rasha Zahra Maryam Shirin Leila Parisa Narges Nasrin Shilan Elif Ayse Hatice"),
    _w("Al-Hassan Al-Masri El-Sayed Haddad Khoury Mansour Nasser Saleh Hamdan Barakat Rezaei Ahmadi Hosseini Karimi Rahimi Mohammadi Aziz Rashid Mahmoud Yilmaz Demir Kaya"),
    {"Mahmoud": ["Mahmud"], "Khaled": ["Khalid"], "Youssef": ["Yusuf", "Yousef"], "Layla": ["Leila", "Laila"], "Al-Hassan": ["Alhassan", "Hassan"], "El-Sayed": ["Elsayed", "El Sayed"], "Al-Masri": ["Almasri", "Masri"], "Hossein": ["Hussein"], "Karim": ["Kareem"], "Walid": ["Waleed"], "Hosseini": ["Husseini", "Hoseini"], "Noor": ["Nour", "Nur"], "Ahmadi": ["Ahmedi"], "Ayse": ["Ayşe", "Ayshe"]},
    0.03,
)  # fmt: skip
CULTURES = [ENGLISH, SOUTH_ASIAN, POLISH, AFRICAN, IRISH, ARABIC]

SHORT = {
    "William": "Bill Will Billy Liam", "Robert": "Bob Rob Bobby", "Elizabeth": "Liz Beth Lizzie Betty", "Catherine": "Kate Cath Katie", "Margaret": "Maggie Peggy Meg",
    "Thomas": "Tom Tommy", "Daniel": "Dan Danny", "Michael": "Mike Mick", "Christopher": "Chris", "Matthew": "Matt", "Samuel": "Sam", "Benjamin": "Ben", "Joseph": "Joe",
    "Joshua": "Josh", "Andrew": "Andy Drew", "Richard": "Rick Dick", "Anthony": "Tony", "James": "Jim Jamie", "John": "Jack Johnny", "Alexander": "Alex Sandy", "Edward": "Ted Eddie",
    "Rebecca": "Becky Bex", "Jessica": "Jess", "Jennifer": "Jenny Jen", "Samantha": "Sam", "Victoria": "Vicky Tori", "Stephanie": "Steph", "Abigail": "Abby", "Charlotte": "Lottie Charlie",
    "Susan": "Sue", "Deborah": "Debbie", "Patricia": "Pat Trish", "Jacqueline": "Jackie", "Christine": "Chris", "Isabella": "Bella Izzy", "Matilda": "Tilly", "Eleanor": "Ellie Nell",
    "Amelia": "Millie", "Philip": "Phil", "Timothy": "Tim", "Nicholas": "Nick", "Gregory": "Greg", "Jonathan": "Jon", "Stephen": "Steve", "David": "Dave", "Peter": "Pete", "Bethany": "Beth",
    "Danielle": "Dani", "Natalie": "Nat", "Kenneth": "Ken", "Patrick": "Pat Paddy", "Bernadette": "Bernie", "Kathleen": "Kath", "Bridget": "Bridie", "Mohammed": "Mo", "Oliver": "Ollie",
    "Theresa": "Terri", "Pamela": "Pam", "Zachary": "Zac", "Harriet": "Hattie", "Kayleigh": "Kay", "Callum": "Cal", "Dominic": "Dom", "Vincent": "Vinny", "Sukhwinder": "Sukhi",
    "Gurpreet": "Gurps", "Manpreet": "Mani", "Zeeshan": "Shani", "Emmanuel": "Manny", "Mihaela": "Miha", "Temitope": "Tope", "Adebayo": "Bayo", "Abdirahman": "Abdi", "Fionnuala": "Nuala",
    "Georgia": "George", "Lauren": "Loz", "Gerard": "Gerry", "Martin": "Marty", "Ronald": "Ron", "Katarzyna": "Kasia", "Magdalena": "Magda", "Sławomir": "Sławek", "Rafał": "Rafi",
}  # fmt: skip


@dataclass
class Human:
    """Somebody as they are."""

    number: int
    culture: Culture
    sex: str
    given: str
    family: str
    born: date
    middle: str = ""
    address: tuple[str, str] = ("", "")
    former: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Record:
    """Somebody as one case wrote them down. ``address`` is the open one; None: not known, or not to be used."""

    human: int
    case: int
    given: str
    family: str
    born: date | None
    sex: str
    role: str
    address: tuple[str, str] | None = None
    others: tuple[tuple[str, str], ...] = ()

    @property
    def known(self) -> Known:
        names = [Name(fold(self.given), fold(self.family))]
        names += [Name(fold(given or self.given), fold(family), False) for given, family in self.others]
        places = frozenset([Place(*self.address)]) if self.address else frozenset()
        return Known(tuple(names), self.born, places, self.sex)


class World:
    """``records`` of ``families`` families, of whom a third or so come back. The same seed makes the same people."""

    TODAY = date(2026, 3, 6)

    def __init__(self, seed: int, families: int) -> None:
        self.random = random.Random(seed)
        self.humans: list[Human] = []
        self.records: list[Record] = []
        self.cases = 0
        households = [self._family() for _ in range(families)]
        for household in households:
            self._case(household, errors=False)
        for household in households:
            if self.random.random() < 0.40:
                self._comes_back(household)
                if self.random.random() < 0.25:
                    self._comes_back(household)

    # who they are

    def _pick(self, names: list[str]) -> str:
        """The first of a list are commoner than the last."""
        return (
            names[min(int(self.random.paretovariate(0.9)) - 1, len(names) - 1)]
            if self.random.random() < 0.35
            else self.random.choice(names)
        )

    def _human(self, culture: Culture, sex: str, years: tuple[int, int], family: str = "", address: tuple[str, str] = ("", "")) -> Human:
        first = culture.men if sex == "Male" else culture.women
        born = self.TODAY - timedelta(days=self.random.randint(years[0] * 365, years[1] * 365))
        middle = self.random.choice(first).split()[0] if culture in (ENGLISH, IRISH, AFRICAN, POLISH) and self.random.random() < 0.4 else ""
        human = Human(len(self.humans), culture, sex, self._pick(first), family or self._pick(culture.families), born, middle, address)
        if not family and culture is ENGLISH and self.random.random() < 0.07:
            human.family = f"{human.family}-{self.random.choice(culture.families)}"
        if culture is POLISH and sex == "Female" and human.family.endswith("ski"):
            human.family = human.family[:-1] + "a"
        self.humans.append(human)
        return human

    def _address(self) -> tuple[str, str]:
        roll = self.random
        area = roll.choice(_w("LS6 LS8 BD3 BD7 HX1 WF1 S5 S11 M14 M8 OL8 BB1 PR1 L8 CH41 B8 B11 CV6 LE5 DE23 NG7 NR3 IP1 LU4 E7 E17 N15 SE15 CR0 BR1 BN2 SO14 PL4 EX4 BS5 GL1 NE4 SR5 TS1 HU3"))  # fmt: skip
        letters = "ABDEFGHJLNPQRSTUWXYZ"
        return f"{area} {roll.randint(1, 9)}{roll.choice(letters)}{roll.choice(letters)}", str(roll.randint(1, 140))

    def _family(self) -> list[Human]:
        roll = self.random
        culture = roll.choices(CULTURES, [one.share for one in CULTURES])[0]
        home, elsewhere = self._address(), self._address()
        father = self._human(culture, "Male", (20, 55), address=elsewhere if roll.random() < 0.7 else home)
        theirs = culture if roll.random() < 0.85 else roll.choice(CULTURES)
        married = roll.random() < 0.35 and culture in (ENGLISH, IRISH, POLISH) and theirs is culture
        mother = self._human(theirs, "Female", (19, 48), address=home)
        if married:
            mother.former.append(mother.family)
            mother.family = father.family[:-1] + "a" if father.family.endswith("ski") else father.family
        if roll.random() < 0.04 and len(self.humans) > 40:  # a namesake of somebody else
            other = roll.choice([one for one in self.humans[-4000:] if one.sex == "Male"])
            father.given, father.family, father.middle = other.given, other.family, other.middle
            if roll.random() < 0.2:
                father.born = date(other.born.year, other.born.month, max(1, (other.born.day * 7) % 28))
        people = [father, mother]
        many = roll.choices([1, 2, 3, 4], [40, 35, 17, 8])[0]
        name = father.family if roll.random() < 0.75 else mother.family
        while len(people) < many + 2:
            child = self._human(culture, roll.choice(["Male", "Female"]), (0, 16), name, home)
            if roll.random() < 0.03 and child.sex == "Male":
                child.given = father.given  # a son called after his father
            people.append(child)
            if roll.random() < 0.05 and len(people) < many + 2:
                twin = self._human(culture, child.sex if roll.random() < 0.65 else roll.choice(["Male", "Female"]), (0, 16), name, home)
                twin.born = child.born
                if twin.given == child.given:
                    twin.given = roll.choice([one for one in (culture.men if twin.sex == "Male" else culture.women) if one != child.given])
                if culture in (SOUTH_ASIAN, AFRICAN) and twin.sex == child.sex == "Male" and roll.random() < 0.25:
                    child.given, twin.given = "Hassan", "Hussain"
                people.append(twin)
        return people

    # how they are written down

    def _comes_back(self, household: list[Human]) -> None:
        """The whole family again, or one parent with somebody new and their child."""
        roll = self.random
        if roll.random() < 0.6:
            self._case(household, errors=True)
            return
        parent, children = household[roll.randint(0, 1)], [one for one in household[2:] if roll.random() < 0.5]
        new = self._human(
            roll.choices(CULTURES, [one.share for one in CULTURES])[0],
            "Female" if parent.sex == "Male" else "Male",
            (19, 50),
            address=parent.address,
        )
        child = self._human(new.culture, roll.choice(["Male", "Female"]), (0, 4), parent.family, parent.address)
        self._case([parent, new, child, *children], errors=True)

    def _case(self, people: list[Human], *, errors: bool) -> None:
        self.cases += 1
        moved = errors and self.random.random() < 0.45
        homes: dict[tuple[str, str], tuple[str, str]] = {}
        for one in people:
            if moved:
                one.address = homes.setdefault(one.address, self._address())
            self.records.append(self._record(one, errors=errors))

    def _slip(self, word: str) -> str:
        """A letter left out, doubled, changed or changed over."""
        if len(word) < 4:
            return word
        place, roll = self.random.randint(1, len(word) - 2), self.random
        kind = roll.randint(0, 3)
        if kind == 0:
            return word[:place] + word[place + 1 :]
        if kind == 1:
            return word[:place] + word[place] + word[place:]
        if kind == 2:
            return word[:place] + roll.choice("aeionrst") + word[place + 1 :]
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]

    def _record(self, human: Human, *, errors: bool) -> Record:
        roll = self.random
        chance = (lambda p: roll.random() < p) if errors else (lambda p: roll.random() < p / 4)
        given, family, born, others = human.given, human.family, human.born, []
        spellings, grown = human.culture.spellings, human.born.year < 2008
        if errors and grown and human.sex == "Female" and roll.random() < 0.06:  # married since; half of them say what they were called
            new = roll.choice(human.culture.families)
            if roll.random() < 0.5:
                others.append(("", family))
            family = new
        elif errors and not grown and roll.random() < 0.04:  # the child took another name
            family = f"{family}-{roll.choice(human.culture.families)}" if roll.random() < 0.5 else family
        elif human.former and chance(0.15):
            others.append(("", human.family) if roll.random() < 0.5 else ("", ""))
            family = human.former[-1]
            others = [one for one in others if one[1]]
        elif human.former and roll.random() < 0.4:
            others.append(("", human.former[-1]))
        if human.middle and roll.random() < 0.6:
            given = f"{given} {human.middle}"
        if chance(0.07) and human.given in SHORT:
            given = roll.choice(SHORT[human.given].split())
        elif chance(0.16) and human.given in spellings:
            given = roll.choice(spellings[human.given])
        elif chance(0.04):
            given = self._slip(given)
        elif human.middle and chance(0.02):
            given = human.middle
        if family in spellings and chance(0.18):
            family = roll.choice(spellings[family])
        elif chance(0.035):
            family = self._slip(family)
        if "-" in family and chance(0.35):
            family = roll.choice([family.replace("-", " "), family.split("-")[0], family.split("-")[-1]])
        if chance(0.3) and human.culture in (POLISH, IRISH):
            given, family = fold(given).title(), fold(family).title()
        if chance(human.culture.turned):
            given, family = family, given
        written: date | None = born
        if chance(0.03):
            written = None
        elif chance(0.03):
            written = self._digit(born)
        elif chance(0.015):
            written = swapped(born) or born
        if written and written > self.TODAY:
            written = born
        is_open = human.address[0] and roll.random() < 0.6
        address = (human.address if roll.random() < 0.93 else (human.address[0], "")) if is_open else None
        sex = human.sex if roll.random() < 0.85 else ""
        role = "subject_child" if not grown else "applicant" if human.sex == "Female" else "respondent"
        return Record(human.number, self.cases, given, family, written, sex, role, address, tuple(others))

    def _digit(self, day: date) -> date:
        for _ in range(40):
            text = list(day.strftime("%Y%m%d"))
            place = self.random.choice([3, 3, 5, 6, 7, 7, 2])
            text[place] = self.random.choice("0123456789")
            try:
                made = date(int("".join(text[:4])), int("".join(text[4:6])), int("".join(text[6:])))
            except ValueError:
                continue
            if made != day:
                return made
        return day
