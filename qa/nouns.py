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
    actor actress activist administrator admiral advocate adviser advisor agent aide ally ambassador analyst
    ancestor angler anthropologist apprentice archaeologist archbishop architect aristocrat artist
    astronaut astronomer athlete attorney aunt author bailiff baker banker baron bassist beneficiary bishop
    boatswain bodyguard boss botanist boxer boy boyfriend brother builder butcher butler buyer
    campaigner candidate captain carpenter cartographer cashier celebrity champion chancellor chair chairman
    chairperson chairwoman chaplain chef chemist chief child children citizen clergyman clerk coach
    co-defendant colleague collector colonel comedian commander commissioner companion composer conductor
    conqueror conservator constable consul consultant contractor controller cook cornet counsellor
    councillor countess courier cousin coxswain craftsman creator critic crook curator customer dancer daughter
    deacon dean defendant delegate dentist deputy designer detective dictator diplomat director disciple discoverer
    diver doctor donor driver drummer duchess duke earl economist editor emperor employee employer
    empress engineer envoy executive expert explorer farmer father fellow fiance fiancee fighter
    figure fireman firefighter fisherman foreman foster-mother founder friend gardener general gentleman geologist
    girl girlfriend goalkeeper goddess god governor grandchild granddaughter grandfather grandmother
    grandson guard guardian guest guide guitarist gunman harbourmaster harbormaster headmaster headmistress head heir heiress
    hero heroine historian host hostess hunter husband illustrator individual inhabitant inspector
    instructor interpreter inventor investigator investor janitor jeweller journalist judge juror keeper king knight
    labourer lady landlady landlord lawyer leader lecturer lender librarian lieutenant linguist lord lover
    maid magistrate mayor major man manager marquis marshal mason master mate mathematician mayor mechanic
    mediator member mentor merchant messenger midwife minister missionary model monarch monk mother
    mountaineer murderer musician naturalist navigator negotiator neighbour neighbor nephew niece nobleman novelist
    nun nurse observer offender officer official operator opponent orator organiser organizer organist owner painter parent
    partner passenger patient patron peasant pensioner people person pharmacist philanthropist
    philosopher photographer physician physicist pianist pilot pioneer pirate planter player playwright plumber
    poet policeman policewoman politician pope porter predecessor premier presenter president
    priest prime-minister prince princess principal printer prisoner producer professor programmer
    prosecutor psychiatrist psychologist publisher pupil queen rabbi receptionist rector referee refugee
    registrar reporter representative researcher resident reviewer rider ringleader rival ruler sailor
    saint salesman scholar scientist scout sculptor secretary senator sergeant servant settler
    sheriff shepherd singer sister skipper smith sociologist soldier soloist son songwriter soprano speaker spokesman
    spokesperson spokeswoman sponsor spouse spy steward stewardess student successor superintendent
    supervisor surgeon surveyor survivor suspect tailor teacher teammate technician teenager tenant tenor
    therapist thief trader trainer translator traveller treasurer trustee tsar tutor twin umpire uncle
    undertaker underwriter veteran vet vicar viceroy victim victor violinist visitor volunteer waiter waitress warden
    warrior watchman weaver widow widower wife winner witness woman worker writer
    youngster youth zoologist whistleblower helmsman lighthouse-keeper quartermaster stewardess harpooner
"""
_PLACE = """
    abbey address airport alley apartment archipelago area arena attic avenue bank-of-river barn barracks
    base basement basin bay beach birthplace boathouse border borough bridge building bunker
    burial-place cabin cafe camp canal cape capital canteen castle cathedral cave cellar cemetery chamber
    channel chapel church city city-state cliff clinic coast coastline cinema colony community
    concentration-camp continent cottage country county courtyard crater creek crossing cupboard
    destination delta desert direction district dock doorway dormitory downtown drawer dungeon embassy
    estate estuary fairground farm ferry-terminal field fjord flat floor ford forest fort fortress
    frontier garden gallery gate ghetto glacier glen gorge grave graveyard greenhouse ground gulf hall hamlet
    harbour harbor headland headquarters highland highway hill hospital hostel hotel house
    hut inlet inn island isle islet isthmus jail junction jungle kingdom kitchen lab laboratory lagoon
    lake land landing landmark lane library lighthouse location lobby lounge mainland manor mansion market
    marketplace marsh meadow mine moor monastery mosque motorway mountain mouth museum
    nation neighbourhood neighborhood nightclub north oasis ocean office orchard outpost palace
    parish park passage path peak peninsula pier place plain planet plantation plateau playground plaza pond
    port post-office prefecture prison promenade province pub quarter quarry quay ravine
    reef refuge region reservoir residence resort restaurant rift ridge river road room route ruin
    runway sanctuary sea seaport seaside settlement shelf shore shrine site slum spa spot spring
    square stadium stage state station stop strait stream street suburb summit swamp temple terminal
    terrace territory theatre theater tomb tower town township trail tunnel underground valley vault venue
    viaduct village villa volcano wall ward warehouse waterfall waterfront well wetland wharf where
    wilderness wing wood workplace workshop yard zone zoo folder directory shed corridor bin spot hemisphere republic homeland
    whereabouts locality parcel stretch end corner side row seat section
"""
_ORGANISATION = """
    academy administration agency airline airliner-company alliance army association authority band bank board brand brewery
    brigade broadcaster bureau business cabinet cartel carrier cast chain channel-company charity choir church-body club
    coalition college commission committee company conglomerate congress consortium contractor
    corporation council court coven creditor crew department dealer developer division
    dynasty employer enterprise faction factory family federation firm force foundation gang government group
    guild house-of-commons institute institution insurer lab league legion lender lobby
    magazine manufacturer ministry movement museum-body navy network newspaper observatory
    opposition orchestra order organisation organization outfit outlet paper parliament partnership party
    police pollster press producer publication publisher railway regiment regulator restaurant-chain
    retailer school sect senate side society squad startup state-body store studio subsidiary supplier syndicate
    team television-station think-tank tribe tribunal troupe trust union university vendor watchdog yard-builder shipyard
    unit authority nationality
"""
_DATE = """
    age-era anniversary autumn birthday century date dawn day deadline decade dusk era evening fortnight hour
    midnight millennium minute moment month morning night noon period quarter season
    spring summer sunday monday tuesday wednesday thursday friday saturday term time timeframe today
    tomorrow tonight weekday weekend winter week year yesterday stage point birthdate founding-date
    time-of-day date-of-birth
"""
_NUMBER = """
    acreage age altitude amount angle area-size average breadth capacity ceiling circumference count
    degree density depth diameter dimension distance dose elevation frequency half-life headcount height interest latitude
    length level limit longitude magnitude majority margin mass maximum mileage minimum
    mortality number odds percent percentage population pressure probability
    proportion quantity quota radius range rank rate ratio reading record-time result score share size speed
    strength sum-total temperature threshold tonnage total turnout value velocity version volume voltage
    wavelength weight width limit depth ph score tally fraction share multiple scale bandwidth wattage
    fuel-consumption altitude thickness turnover attendance split vote
"""
_DURATION = "duration timespan span length-of-time lifespan lifetime delay wait while"
_MONEY = """
    allowance award-money bail bill bonus bounty budget charge commission-fee compensation cost damages debt
    deficit deposit dividend donation earnings expenditure expense fare fee fine fund funding grant
    income investment loan loss margin-of-profit pay payment payout penalty pension premium price profit
    prize-money ransom rent revenue reward royalty salary savings spending subsidy sum surcharge tariff tax
    ticket-price toll tuition turnover wage wages worth
"""
_NAME = """
    acronym abbreviation aircraft album alias anthem animal award ballad bird boat book breed brand-name
    breakwater car charter code codename code-name command compound creature cruiser
    currency dance device disease dish dog drama drink drug element epic essay event exhibition festival film
    flag flagship flower font fruit game genre goddess-name holiday horse hurricane hymn initiative
    instrument journal keyword language law legend locomotive magazine-name manuscript medal mission
    molecule motto movie mural musical name newspaper-name nickname novel opera operation
    option painting pamphlet penname pen-name plane play plant poem product programme program project
    protein prize protocol pseudonym psalm religion report rocket satellite sculpture series setting ship show slogan
    software song sonnet species sport statue steamer storm story symphony team-name term title tool
    trawler treaty tree trophy tugboat tune vehicle vessel war weapon word yacht act battle cat
    ceremony colour color competition tournament championship conference letter metal mineral material
    nationality-name newspaper-title constellation star surname theorem theory thesis website variable file
    filename flag-option command-line parameter subcommand format
"""
_TITLE = "capacity career designation job occupation office-held position post profession rank role status trade"
_REASON = "cause excuse explanation ground-for justification motive motivation pretext purpose rationale reason end-purpose"
_MANNER = "approach means manner mechanism method procedure process route-taken strategy technique way channel-of"

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

_PERSON_ENDINGS = ("man", "woman", "ist", "ician", "eer", "ologist", "grapher", "keeper", "monger")
_LOOSE_PERSON_ENDINGS = ("or", "er", "ian", "ee")
# Things in -or and -er, so that "which computer" does not ask for a person.
_NOT_PERSONS = frozenset(
    """
    anchor answer banner barrier battery beer border bumper cancer career center chapter character
    charter cheer cluster coffee colander colour computer container copper corner counter cover crater
    cylinder danger degree diaper diesel dinner disaster doctrine door draper drawer engine error factor fever
    fiber filter finger fire flavor flower folder footer gear gender gutter hammer header heater
    honor horror humor indicator industry jumper ladder laser layer leather letter lever lighter
    liquor liver locker manner marker matter meter metaphor minor mirror monitor monster motor
    mother-tongue number offer order oxer oven pager paper parameter pepper pier plaster pointer
    poster powder power printer processor propeller property quarter razor recorder register
    reminder remainder reactor refrigerator river roller router rubber rumor saucer scanner screwdriver sector
    sensor server shelter shoulder shower shutter silver slipper spider spoiler sticker suffer
    sweater tanker terror theater thunder timer tower tractor trailer trawler trigger tumor
    ulcer vapor vector vigor viper wafer water weather wonder steamer freighter cruiser helicopter
    identifier number parser compiler buffer tier user-name tariff committee fee tree knee
    employee-number guarantee referee-number jubilee library
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
    if lemma.endswith(_PERSON_ENDINGS) or lemma.endswith(_LOOSE_PERSON_ENDINGS):
        return "person"
    return "other"


def grain_of_noun(lemma: str) -> str:
    """How precise a date the noun asks for ("year", "day", "time" ...), empty for any."""
    return _GRAINS.get(lemma, "")
