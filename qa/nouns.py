"""Which kind of thing a noun names: what an answer to "which NOUN" or "what was the NOUN" is.

General English, lemmas in lower case. A noun that is in no list is judged by its ending, with care:
many nouns in -or and -er are things.
"""

from functools import lru_cache
from typing import Literal

Kind = Literal[
    "person",
    "place",
    "organisation",
    "date",
    "number",
    "duration",
    "money",
    "name",
    "title",
    "reason",
    "manner",
    "yes_no",
    "other",
]

_PERSON = """
    abbess abbot activist actor actress administrator admiral adviser advisor advocate agent
    aide ally ambassador analyst ancestor angler anthropologist apprentice archaeologist
    archbishop architect aristocrat arsonist artist astronaut astronomer athlete attorney
    aunt author baby bailiff baker bandit banker baron barrister bassist beneficiary bishop
    boatswain bodyguard boss botanist boxer boy boyfriend brewer bride bridegroom brother
    builder burglar butcher butler buyer bystander campaigner candidate captain carpenter
    carter cartographer cashier celebrity cellist chair chairman chairperson chairwoman
    champion chancellor chaplain chef chemist chief child children citizen clergyman clerk
    co-defendant coach colleague collector colonel comedian commander commissioner companion
    composer conductor conqueror conservator constable consul consultant contractor
    controller cook cornet coroner councillor counsellor countess courier cousin coxswain
    craftsman creator critic crook culprit curate curator customer dancer daughter deacon
    dean deckhand defector defendant delegate dentist deputy descendant designer detective
    dictator diplomat director disciple discoverer diver docker doctor donor driver drummer
    duchess duke dyer earl economist editor emperor employee employer empress engineer envoy
    executioner executive expert explorer farmer farmhand father fellow fiance fiancee
    fighter figure firefighter fireman fisherman foreman foster-mother founder friend
    gardener general gentleman geologist girl girlfriend goalkeeper god goddess godfather
    godmother governess governor grandchild granddaughter grandfather grandmother grandson
    grocer groom guard guardian guest guide guitarist gunman hangman harbormaster
    harbourmaster harpooner head headmaster headmistress heir heiress helmsman hero heroine
    historian host hostess hunter husband illustrator individual infant informant informer
    inhabitant inspector instructor interpreter inventor investigator investor janitor
    jeweller journalist judge juror keeper kid king knight labourer lad lady landlady
    landlord lass lawyer leader lecturer lender librarian lieutenant lighthouse-keeper
    linguist lodger lord lover magistrate maid major man manager marquis marshal mason
    master mastermind mate mathematician matron mayor mayoress mechanic mediator member
    mentor merchant messenger midshipman midwife miller minister missionary model monarch
    monk mother mountaineer murderer musician nanny naturalist navigator negotiator neighbor
    neighbour nephew newcomer niece nobleman notary novelist nun nurse observer offender
    officer official ombudsman onlooker operator opponent orator orderly organiser organist
    organizer orphan owner painter paramedic parent partner passenger pathologist patient
    patron peasant pensioner people person pharmacist philanthropist philosopher
    photographer physician physicist pianist pilot pioneer pirate planter player playwright
    plumber poet policeman policewoman politician pope porter predecessor premier presenter
    president priest prime-minister prince princess principal printer prisoner probationer
    producer professor programmer prosecutor psychiatrist psychologist publisher pupil
    purser quartermaster queen rabbi rapist receptionist rector referee refugee registrar
    reporter representative researcher resident reviewer rider ringleader rival ruler sailor
    saint salesman scholar scientist scout sculptor secretary senator sergeant servant
    settler sexton shareholder shepherd sheriff singer sister skipper smith sociologist
    soldier solicitor soloist son songwriter soprano speaker spokesman spokesperson
    spokeswoman sponsor spouse spy squatter stablehand steeplejack stepchild steward
    stewardess stoker stonemason stowaway student successor superintendent supervisor
    surgeon surveyor survivor suspect tailor tanner teacher teammate technician teenager
    tenant tenor therapist thief toddler trader trainer translator traveller treasurer
    trombonist trustee tsar tutor twin umpire uncle undersecretary undertaker underwriter
    usher vagrant verger vet veteran veterinarian vicar viceroy victim victor violinist
    visitor volunteer waiter waitress warden warrior watchman weaver whistleblower widow
    widower wife winner witness woman worker writer youngster youth zoologist
"""
_PLACE = """
    abbey address airport alley apartment archipelago archive area arena attic avenue barn
    bank-of-river barracks base basement basin bay beach bin birthplace boathouse border borough
    bridge building bunker burial-place cabin cafe camp canal canteen cape capital castle cathedral
    cave cellar cemetery chamber channel chapel church cinema city city-state cliff clinic coast
    coastline colony community concentration-camp continent corner corridor cottage country
    county courtyard crater creek crossing cupboard delta desert destination direction directory
    district dock doorway dormitory downtown drawer dungeon embassy end estate estuary
    fairground farm ferry-terminal field fjord flat floor folder ford forest fort fortress
    frontier gallery garden gate ghetto glacier glen gorge grave graveyard greenhouse ground
    gulf hall hamlet harbor harbour headland headquarters hemisphere highland highway hill
    homeland hospital hostel hotel house hut inlet inn island isle islet isthmus jail junction
    jungle kingdom kitchen lab laboratory lagoon lake land landing landmark lane library
    lighthouse lobby locality location lounge mainland manor mansion market marketplace marsh
    meadow mine monastery moor mosque motorway mountain mouth museum nation neighborhood
    neighbourhood nightclub north oasis ocean office orchard outpost palace parcel parish park
    passage path peak peninsula pier place plain planet plantation plateau playground plaza pond
    port post-office prefecture prison promenade province pub quarry quarter quay ravine reef
    refuge region republic reservoir residence resort restaurant ridge rift river road room
    route row ruin runway sanctuary sea seaport seaside seat section settlement shed shelf shore
    shrine side site slum spa spot spring square stadium stage state station stop strait stream
    street stretch suburb summit swamp temple terminal terrace territory theater theatre tomb
    tower town township trail tunnel underground valley vault venue viaduct villa village
    volcano wall ward warehouse waterfall waterfront well wetland wharf where whereabouts
    wilderness wing wood workplace workshop yard zone zoo
"""
_ORGANISATION = """
    academy administration agency airline airliner-company alliance army association authority
    band bank board brand brewery brigade broadcaster bureau business cabinet carrier cartel
    cast chain channel-company charity choir church-body club coalition college commission
    committee company conglomerate congress consortium contractor corporation council court
    coven creditor crew dealer department developer division dynasty employer enterprise faction
    factory family federation firm force foundation gang government group guild house-of-commons
    institute institution insurer lab league legion lender lobby magazine manufacturer ministry
    movement museum-body nationality navy network newspaper observatory opposition orchestra
    order organisation organization outfit outlet paper parliament partnership party police
    pollster press producer publication publisher railway regiment regulator restaurant-chain
    retailer school sect senate shipyard side society squad startup state-body store studio
    subsidiary supplier syndicate team television-station think-tank tribe tribunal troupe trust
    union unit university vendor watchdog yard-builder
"""
_DATE = """
    age-era anniversary autumn birthdate birthday century date date-of-birth dawn day deadline
    decade dusk era evening fortnight founding-date friday hour midnight millennium minute
    moment monday month morning night noon period point quarter saturday season spring stage
    summer sunday term thursday time time-of-day timeframe today tomorrow tonight tuesday
    wednesday week weekday weekend winter year yesterday
"""
_NUMBER = """
    acreage age altitude amount angle area-size attendance average bandwidth breadth capacity
    ceiling circumference count degree density depth diameter dimension distance dose elevation
    fraction frequency fuel-consumption half-life headcount height interest latitude length
    level limit longitude magnitude majority margin mass maximum mileage minimum mortality
    multiple number odds percent percentage ph population pressure probability proportion
    quantity quota radius range rank rate ratio reading record-time result scale score share
    size speed split strength sum-total tally temperature thickness threshold tonnage total
    turnout turnover value velocity version voltage volume vote wattage wavelength weight width
"""
_DURATION = """
    delay duration length-of-time lifespan lifetime span timespan wait while
"""
_MONEY = """
    allowance award-money bail bill bonus bounty budget charge commission-fee compensation cost
    damages debt deficit deposit dividend donation earnings expenditure expense fare fee fine
    fund funding grant income investment loan loss margin-of-profit pay payment payout penalty
    pension premium price prize-money profit ransom rent revenue reward royalty salary savings
    spending subsidy sum surcharge tariff tax ticket-price toll tuition turnover wage wages
    worth
"""
_NAME = """
    abbreviation acronym act aircraft album alias animal anthem award ballad battle bird boat
    book brand-name breakwater breed car cat ceremony championship charter code code-name
    codename color colour command command-line competition compound conference constellation
    creature cruiser currency dance device disease dish dog drama drink drug element epic essay
    event exhibition festival file filename film flag flag-option flagship flower font format
    fruit game genre goddess-name holiday horse hurricane hymn initiative instrument journal
    keyword language law legend letter locomotive magazine-name manuscript material medal metal
    mineral mission molecule motto movie mural musical name nationality-name newspaper-name
    newspaper-title nickname novel opera operation option painting pamphlet parameter pen-name
    penname plane plant play poem prize product program programme project protein protocol psalm
    pseudonym religion report rocket satellite sculpture series setting ship show slogan
    software song sonnet species sport star statue steamer storm story subcommand surname
    symphony team-name term theorem theory thesis title tool tournament trawler treaty tree
    trophy tugboat tune variable vehicle vessel war weapon website word yacht
"""
_TITLE = """
    capacity career designation job occupation office-held position post profession rank role
    status trade
"""
_REASON = """
    cause end-purpose excuse explanation ground-for justification motivation motive pretext
    purpose rationale reason
"""
_MANNER = """
    approach channel-of manner means mechanism method procedure process route-taken strategy
    technique way
"""

_GRAINS = {
    "year": "year",
    "decade": "decade",
    "century": "century",
    "month": "month",
    "day": "day",
    "date": "day",
    "weekday": "weekday",
    "birthday": "day",
    "anniversary": "day",
    "hour": "time",
    "minute": "time",
    "season": "season",
}

_PERSON_ENDINGS = ("man", "woman", "ist", "grapher", "keeper", "monger", "or", "er", "ian", "ee")
# Things in -or and -er, so that "which computer" does not ask for a person.
_NOT_PERSONS = frozenset(
    """
    adapter anchor answer banner barrier battery beer blender boiler border buffer bulldozer bumper
    calculator cancer career center chapter charger cooker cooler cursor cutter digger dryer
    elevator escalator freezer generator liner mixer newsletter projector sewer toaster
    character charter cheer cluster coffee colander colour committee compiler computer container
    copper corner counter cover crater cruiser cylinder danger degree diaper diesel dinner
    disaster doctrine door draper drawer employee-number engine error factor fee fever fiber
    filter finger fire flavor flower folder footer freighter gear gender guarantee gutter hammer
    header heater helicopter honor horror humor identifier indicator industry jubilee jumper
    knee ladder laser layer leather letter lever library lighter liquor liver locker manner
    marker matter metaphor meter minor mirror monitor monster mother-tongue motor number offer
    order oven oxer pager paper parameter parser pepper pier plaster pointer poster powder power
    printer processor propeller property quarter razor reactor recorder referee-number
    refrigerator register remainder reminder river roller router rubber rumor saucer scanner
    screwdriver sector sensor server shelter shoulder shower shutter silver slipper spider
    spoiler steamer sticker suffer sweater tanker tariff terror theater thunder tier timer tower
    tractor trailer trawler tree trigger tumor ulcer user-name vapor vector vigor viper wafer
    water weather wonder
    """.split()  # noqa: SIM905 - as in qa.words
)


@lru_cache(maxsize=1)
def _kinds() -> dict[str, Kind]:
    lists: list[tuple[Kind, str]] = [
        ("other", ""),
        ("name", _NAME),
        ("organisation", _ORGANISATION),
        ("place", _PLACE),
        ("person", _PERSON),
        ("money", _MONEY),
        ("number", _NUMBER),
        ("duration", _DURATION),
        ("title", _TITLE),
        ("date", _DATE),
        ("reason", _REASON),
        ("manner", _MANNER),
    ]
    return {word: kind for kind, words in lists for word in words.split()}


def kind_of_noun(lemma: str) -> Kind:
    """What a noun names; "other" where neither the lists nor its ending say."""
    found = _kinds().get(lemma)
    if found is not None:
        return found
    if lemma in _NOT_PERSONS or len(lemma) < 5:
        return "other"
    return "person" if lemma.endswith(_PERSON_ENDINGS) else "other"


def grain_of_noun(lemma: str) -> str:
    """How precise a date the noun asks for ("year", "day", "time" ...), empty for any."""
    return _GRAINS.get(lemma, "")
