"""English nouns that tell, as the head of what is asked for, which kind of thing answers.

Written for Storydesk: "which company" asks for an organisation, "the price of" for money. Nouns for persons
are endless, so most are told by their endings; `_NO_PERSONS` are everyday words that end so without being
one. Words that are as often verbs after a noun ("hosts", "heads", "leads") stand nowhere.
"""

from collections.abc import Iterator

from bot.domain import AnswerKind

_NOUNS = {
    AnswerKind.PERSON: """
        person people man men woman women child children boy girl guy someone friend wife husband son daughter
        brother sister mother father parent uncle aunt cousin king queen prince princess pope saint emperor
        empress monarch duke duchess earl lord lady knight chief boss ceo cfo cto president architect scholar
        general admiral captain colonel major sergeant lieutenant secretary attorney candidate celebrity hero
        heroine champion descendant relative priest bishop monk nun expert analyst billionaire millionaire
        executive employee staffer official suspect victim witness student graduate professional individual
        actress poet deputy delegate mp pupil colleague teammate nominee referee trainee detainee refugee
        quarterback sibling spouse rival tenant merchant chairperson spokesperson
    """,
    AnswerKind.ORGANISATION: """
        company firm corporation conglomerate startup start-up business organisation organization institution
        agency outlet newspaper magazine publisher publication broadcaster network channel newsroom bank
        university college school academy institute faculty department ministry bureau commission
        committee council board court tribunal party team club band orchestra group association federation
        union league society foundation charity church denomination army navy police government administration
        parliament congress senate manufacturer maker airline carrier retailer supplier vendor employer
        laboratory lab think-tank authority regulator museum gang cartel coalition alliance consortium
        label studio brand
    """,
    AnswerKind.PLACE: """
        place location spot site venue area region country nation state province county district borough city
        town village capital continent island peninsula neighbourhood neighborhood suburb street road avenue
        square river lake sea ocean mountain hill valley desert forest park harbour harbor port airport
        stadium arena address territory colony kingdom birthplace homeland hometown headquarters destination
        settlement metropolis canyon coast
    """,
    AnswerKind.DATE: """
        date day year month week weekday decade century millennium era epoch period time hour season quarter
        birthday birthdate deadline timeframe
    """,
    AnswerKind.DURATION: "duration lifespan timespan half-life tenure",
    AnswerKind.MONEY: """
        price cost fee fare salary wage pay budget revenue income profit loss debt fine tax turnover earnings
        valuation worth sum money funding bail ransom rent gdp gross
    """,
    AnswerKind.SHARE: "percentage percent proportion share fraction",
    AnswerKind.COUNT: "number population headcount tally toll enrollment enrolment attendance score",
    AnswerKind.MEASURE: """
        amount quantity height length width depth thickness weight mass temperature speed velocity distance
        size altitude elevation volume density capacity frequency wavelength pressure voltage diameter radius
        circumference rate
    """,
    AnswerKind.AGE: "age",
    AnswerKind.REASON: "reason cause purpose motive motivation explanation rationale excuse justification",
    AnswerKind.MANNER: "way manner means",
}
_PERSON_ENDINGS = ("er", "or", "ist", "ian", "eer", "man", "woman", "men", "women")
_SHORTEST_PERSON = 5
_LIKE_PERSONS = """
    after answer barrier border bumper cancer career center chapter cluster color computer container copper
    corner counter cover cruiser danger december diameter dinner disaster disorder door eleven error factor
    favor fever fiber filter finger fire flavor flower folder former further gender glacier hammer helicopter
    honor horror hunger humor indicator interior exterior labor ladder laser layer leather letter lever liquor
    liver lower lumber manner marker master matter meter mirror monitor monster motor murder never newsletter
    november october september offer order other outer paper parameter perimeter pepper poster powder power
    prayer printer processor proper quarter rather razor reactor register remainder resistor river rotor
    rubber rumor scooter sector semester sensor server shelter shoulder silver spider sugar summer supper
    sweater temper terror theater thriller thunder tiger timber tower tractor trailer transfer transformer
    transistor trigger tumor twister under upper vapor vector water weather whether whisper winter wonder
    capacitor generator compressor condenser conductor accelerator router browser header amplifier boiler
    burner cooler dryer fertilizer freezer heater mixer propeller radiator refrigerator booster scanner
    shutter thermometer steamer character chamber charter cylinder discover encounter feather
    larger smaller bigger better later earlier greater fewer longer older younger higher closer
    another either neither number twist exist wrist mist fist checklist median meridian guardian human german
    roman specimen regimen acumen
"""
_NO_PERSONS = frozenset(_LIKE_PERSONS.split())
_KINDS = {noun: kind for kind, nouns in _NOUNS.items() for noun in nouns.split()}


def kind_of_noun(noun: str) -> AnswerKind | None:
    """Return the kind of thing that a noun stands for, None if unknown.

    The noun is singular or plural, in small letters. Only what is listed and the endings of persons count.
    """
    forms = tuple(_singulars(noun))
    for form in forms:
        if form in _KINDS:
            return _KINDS[form]
    person = any(
        len(form) >= _SHORTEST_PERSON and form.endswith(_PERSON_ENDINGS) and form not in _NO_PERSONS
        for form in forms
    )
    return AnswerKind.PERSON if person and not _NO_PERSONS.intersection(forms) else None


def _singulars(noun: str) -> Iterator[str]:
    yield noun
    if noun.endswith("ies"):
        yield noun[:-3] + "y"
    if noun.endswith("es"):
        yield noun[:-2]
    if noun.endswith("s") and not noun.endswith("ss"):
        yield noun[:-1]
