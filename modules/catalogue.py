"""The starting catalogue: what is on offer in each of the five layers (S0 §3), in three languages, in our own words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Entry:
    """texts: field → {"nl", "fr", "en"}; hours: working time it asks during, of everybody together."""

    slug: str
    layer: int
    themes: tuple[str, ...]
    hours: Decimal
    cost_eur: Decimal
    texts: dict[str, dict[str, str]]


def _entry(slug: str, layer: int, themes: str, hours: str, cost: str, **texts: tuple[str, str, str]) -> Entry:
    named = {field: dict(zip(("nl", "fr", "en"), words, strict=True)) for field, words in texts.items()}
    return Entry(slug, layer, tuple(themes.split()), Decimal(hours), Decimal(cost), named)


CATALOGUE = (
    _entry(
        "affiches-pauze",
        1,
        "movement nutrition",
        "1",
        "0",
        title=(
            "Affiches voor de pauzeruimte",
            "Affiches pour la salle de pause",
            "Posters for the break room",
        ),
        objective=(
            "Het gesprek over gezond werken op gang brengen, zonder vergadering.",
            "Lancer la conversation sur la santé au travail, sans réunion.",
            "Start the talk about healthy work, without a meeting.",
        ),
        content=(
            "Vijf affiches over bewegen, water en fruit, en samen pauze nemen. Met weinig woorden, ook duidelijk voor wie weinig Nederlands leest.",
            "Cinq affiches sur le mouvement, l'eau et les fruits, et les pauses ensemble. Peu de mots, claires aussi pour qui lit peu le français.",
            "Five posters about moving, water and fruit, and taking breaks together. Few words, clear for people who read little.",
        ),
        timeline=(
            "Vandaag ophangen, na drie maanden wisselen.",
            "À afficher aujourd'hui, à changer après trois mois.",
            "Hang them today, change them after three months.",
        ),
        asks_during=(
            "Een uur: kiezen, afdrukken en ophangen.",
            "Une heure : choisir, imprimer et afficher.",
            "One hour: choose, print and hang.",
        ),
        asks_after=(
            "Een kwartier per kwartaal om te wisselen.",
            "Un quart d'heure par trimestre pour les changer.",
            "A quarter of an hour each quarter to change them.",
        ),
    ),  # fmt: skip
    _entry(
        "film-hoe-gaat-het",
        1,
        "mental workload",
        "2",
        "0",
        title=(
            "Korte film: “Hoe gaat het?”",
            "Court film : « Comment ça va ? »",
            "Short film: “How are you?”",
        ),
        objective=(
            "Laten zien dat spanning op het werk bespreekbaar is.",
            "Montrer qu'on peut parler de la tension au travail.",
            "Show that strain at work can be talked about.",
        ),
        content=(
            "Een film van zes minuten met een leidraad voor een gesprek van een halfuur in de ploeg.",
            "Un film de six minutes avec un guide pour une conversation d'une demi-heure en équipe.",
            "A film of six minutes with a guide for half an hour's talk in the team.",
        ),
        timeline=(
            "Eén ploegoverleg.",
            "Une réunion d'équipe.",
            "One team meeting.",
        ),
        asks_during=(
            "Een halfuur per ploeg, en een uur voorbereiding voor de ploegbaas.",
            "Une demi-heure par équipe, et une heure de préparation pour le chef d'équipe.",
            "Half an hour per team, and one hour of preparation for the team leader.",
        ),
        asks_after=(
            "Terugkomen op wat mensen zeiden, binnen de maand.",
            "Revenir sur ce qui a été dit, dans le mois.",
            "Come back to what people said, within a month.",
        ),
    ),  # fmt: skip
    _entry(
        "startgids-knipperlichten",
        1,
        "mental workload ergonomics",
        "2",
        "0",
        title=(
            "Gids: tien knipperlichten op het werk",
            "Guide : dix clignotants au travail",
            "Guide: ten warning lights at work",
        ),
        objective=(
            "Vroeg zien waar het werk mensen belast.",
            "Voir tôt où le travail pèse sur les gens.",
            "See early where work weighs on people.",
        ),
        content=(
            "Een lijst van tien signalen die u al hebt: verzuim, verloop, overuren, fouten, klachten. Met wat ze kunnen betekenen.",
            "Une liste de dix signaux que vous avez déjà : absentéisme, rotation, heures supplémentaires, erreurs, plaintes. Avec ce qu'ils peuvent signifier.",
            "A list of ten signals that you have already: absence, turnover, overtime, errors, complaints. With what they may mean.",
        ),
        timeline=(
            "Twee uur, wanneer het u past.",
            "Deux heures, quand cela vous convient.",
            "Two hours, when it suits you.",
        ),
        asks_during=(
            "Twee uur van wie de cijfers kent.",
            "Deux heures de la personne qui connaît les chiffres.",
            "Two hours of whoever knows the figures.",
        ),
        asks_after=(
            "Elk jaar één keer opnieuw kijken.",
            "Regarder à nouveau une fois par an.",
            "Look again once a year.",
        ),
    ),  # fmt: skip
    _entry(
        "rookvrij-stappenplan",
        2,
        "tobacco",
        "12",
        "0",
        title=(
            "Rookvrij werken in acht stappen",
            "Travailler sans tabac en huit étapes",
            "Smoke-free work in eight steps",
        ),
        objective=(
            "Een rookvrije werkplek waar ook rokers achter staan.",
            "Un lieu de travail sans tabac, soutenu aussi par les fumeurs.",
            "A smoke-free workplace that smokers support too.",
        ),
        content=(
            "Acht stappen met voorbeeldbrieven, een planning en een aanbod voor wie wil stoppen.",
            "Huit étapes avec des lettres types, un planning et une offre pour qui veut arrêter.",
            "Eight steps with sample letters, a schedule and help for whoever wants to stop.",
        ),
        timeline=(
            "Drie tot zes maanden.",
            "Trois à six mois.",
            "Three to six months.",
        ),
        asks_during=(
            "Een werkgroep van drie mensen, vier keer een uur.",
            "Un groupe de travail de trois personnes, quatre fois une heure.",
            "A working group of three people, four times an hour.",
        ),
        asks_after=(
            "Afspraken elk jaar bespreken in het overleg.",
            "Discuter des accords chaque année en concertation.",
            "Discuss the agreements every year with the workers' representatives.",
        ),
    ),  # fmt: skip
    _entry(
        "tillen-en-dragen",
        2,
        "ergonomics movement",
        "16",
        "0",
        title=(
            "Minder tillen: kijk, meet, verbeter",
            "Moins porter : regarder, mesurer, améliorer",
            "Less lifting: look, measure, improve",
        ),
        objective=(
            "Rug- en schouderklachten voorkomen bij de bron.",
            "Prévenir les maux de dos et d'épaules à la source.",
            "Prevent back and shoulder complaints at the source.",
        ),
        content=(
            "Een methode om met de ploeg zelf drie zware taken te bekijken en lichter te maken. Met kijkwijzers en voorbeelden.",
            "Une méthode pour examiner avec l'équipe trois tâches lourdes et les alléger. Avec des fiches d'observation et des exemples.",
            "A method to look at three heavy tasks with the team and make them lighter. With observation cards and examples.",
        ),
        timeline=(
            "Zes weken.",
            "Six semaines.",
            "Six weeks.",
        ),
        asks_during=(
            "Twee uur per ploeg en een dag voor de trekker.",
            "Deux heures par équipe et une journée pour le porteur.",
            "Two hours per team and a day for whoever leads it.",
        ),
        asks_after=(
            "Na zes maanden opnieuw meten.",
            "Mesurer à nouveau après six mois.",
            "Measure again after six months.",
        ),
    ),  # fmt: skip
    _entry(
        "alcohol-en-drugsbeleid",
        2,
        "alcohol",
        "10",
        "0",
        title=(
            "Alcohol- en drugsbeleid dat werkt",
            "Une politique alcool et drogues qui fonctionne",
            "An alcohol and drugs policy that works",
        ),
        objective=(
            "Duidelijke afspraken voor cao 100, en weten wat te doen als het misgaat.",
            "Des accords clairs selon la CCT 100, et savoir que faire quand cela tourne mal.",
            "Clear agreements as collective agreement 100 asks, and knowing what to do when things go wrong.",
        ),
        content=(
            "Een model van beleidsverklaring, een stappenplan voor leidinggevenden en een oefengesprek.",
            "Un modèle de déclaration, un plan par étapes pour les responsables et un entretien d'exercice.",
            "A model policy statement, a step-by-step plan for leaders and a practice talk.",
        ),
        timeline=(
            "Twee maanden.",
            "Deux mois.",
            "Two months.",
        ),
        asks_during=(
            "Drie vergaderingen van een uur en een opleiding van een halve dag.",
            "Trois réunions d'une heure et une formation d'une demi-journée.",
            "Three meetings of an hour and half a day of training.",
        ),
        asks_after=(
            "Nieuwe leidinggevenden inlichten.",
            "Informer les nouveaux responsables.",
            "Tell new leaders about it.",
        ),
    ),  # fmt: skip
    _entry(
        "webinar-kleine-ploeg",
        3,
        "mental workload",
        "1.5",
        "0",
        title=(
            "Webinar: zorg voor een kleine ploeg",
            "Webinaire : prendre soin d'une petite équipe",
            "Webinar: caring for a small team",
        ),
        objective=(
            "Zaakvoerders tot vijftig werknemers op weg helpen.",
            "Aider les gérants de moins de cinquante travailleurs à démarrer.",
            "Help owners with fewer than fifty workers on their way.",
        ),
        content=(
            "Wat u wettelijk moet doen, wat u gratis kunt krijgen, en drie dingen voor morgen. Met tijd voor vragen.",
            "Ce que la loi demande, ce que vous pouvez obtenir gratuitement et trois choses pour demain. Avec du temps pour les questions.",
            "What the law asks, what you can get for free, and three things for tomorrow. With time for questions.",
        ),
        timeline=(
            "Anderhalf uur, ook 's avonds.",
            "Une heure et demie, aussi le soir.",
            "An hour and a half, in the evening too.",
        ),
        asks_during=(
            "Anderhalf uur van u.",
            "Une heure et demie de votre temps.",
            "An hour and a half of yours.",
        ),
        asks_after=(
            "Niets verplicht; u krijgt de stappen per mail.",
            "Rien d'obligatoire ; vous recevez les étapes par mail.",
            "Nothing you must do; you get the steps by mail.",
        ),
    ),  # fmt: skip
    _entry(
        "webinar-slaap-en-ploegen",
        3,
        "sleep work_life",
        "1.5",
        "0",
        title=(
            "Webinar: slapen met ploegenwerk",
            "Webinaire : dormir en travail posté",
            "Webinar: sleep and shift work",
        ),
        objective=(
            "Roosters en gewoonten die het lichaam minder belasten.",
            "Des horaires et des habitudes qui pèsent moins sur le corps.",
            "Rosters and habits that weigh less on the body.",
        ),
        content=(
            "Wat het rooster doet met slaap, wat een werkgever kan veranderen en wat een werknemer kan doen.",
            "Ce que l'horaire fait au sommeil, ce qu'un employeur peut changer et ce qu'un travailleur peut faire.",
            "What the roster does to sleep, what an employer can change and what a worker can do.",
        ),
        timeline=(
            "Anderhalf uur.",
            "Une heure et demie.",
            "An hour and a half.",
        ),
        asks_during=(
            "Anderhalf uur van planner en ploegbaas.",
            "Une heure et demie du planificateur et du chef d'équipe.",
            "An hour and a half of planner and team leader.",
        ),
        asks_after=(
            "Eén roosterregel kiezen en proberen.",
            "Choisir une règle d'horaire et l'essayer.",
            "Choose one rule for the roster and try it.",
        ),
    ),  # fmt: skip
    _entry(
        "bedrijfsbezoek",
        4,
        "mental nutrition movement",
        "4",
        "0",
        title=(
            "Op bezoek bij een bedrijf dat het doet",
            "En visite dans une entreprise qui le fait",
            "Visit a company that does it",
        ),
        objective=(
            "Leren van een bedrijf zoals het uwe.",
            "Apprendre d'une entreprise comme la vôtre.",
            "Learn from a company like yours.",
        ),
        content=(
            "Een halve dag rondleiding en gesprek, met zes tot tien bedrijven uit de streek.",
            "Une demi-journée de visite et d'échange, avec six à dix entreprises de la région.",
            "Half a day of visit and talk, with six to ten companies from the region.",
        ),
        timeline=(
            "Eén voormiddag.",
            "Une matinée.",
            "One morning.",
        ),
        asks_during=(
            "Een halve dag van twee mensen: iemand van de leiding en iemand van de vloer.",
            "Une demi-journée de deux personnes : une de la direction et une du terrain.",
            "Half a day of two people: one of the management and one of the floor.",
        ),
        asks_after=(
            "Vertellen wat u overneemt.",
            "Raconter ce que vous en reprenez.",
            "Tell what you take over.",
        ),
    ),  # fmt: skip
    _entry(
        "vernieuwend-project",
        4,
        "mental work_life workload",
        "60",
        "0",
        title=(
            "Een vernieuwend project indienen",
            "Introduire un projet innovant",
            "Propose an innovative project",
        ),
        objective=(
            "Iets nieuws uitproberen waar andere bedrijven van leren.",
            "Essayer quelque chose de neuf dont d'autres entreprises apprennent.",
            "Try something new that other companies learn from.",
        ),
        content=(
            "U beschrijft doel, partners en verwacht resultaat op twee bladzijden. Een jury leest het.",
            "Vous décrivez le but, les partenaires et le résultat attendu en deux pages. Un jury le lit.",
            "You describe the aim, partners and expected result on two pages. A jury reads it.",
        ),
        timeline=(
            "Zes tot twaalf maanden.",
            "Six à douze mois.",
            "Six to twelve months.",
        ),
        asks_during=(
            "Een trekker met een halve dag per maand, en een groep die meedenkt.",
            "Un porteur une demi-journée par mois, et un groupe qui réfléchit avec lui.",
            "Someone who leads it for half a day a month, and a group that thinks along.",
        ),
        asks_after=(
            "Uw ervaring delen: een verslag en één bezoek.",
            "Partager votre expérience : un rapport et une visite.",
            "Share your experience: a report and one visit.",
        ),
    ),  # fmt: skip
    _entry(
        "coaching-vijf-as",
        5,
        "mental workload work_life ergonomics",
        "60",
        "500",
        title=(
            "Coaching: van risico's naar een plan dat werkt",
            "Coaching : des risques à un plan qui fonctionne",
            "Coaching: from risks to a plan that works",
        ),
        objective=(
            "Met een coach de belasting op het werk zien, kiezen wat eerst komt en het ook doen.",
            "Avec un coach, voir ce qui pèse au travail, choisir ce qui vient d'abord et le faire.",
            "With a coach, see what weighs on people at work, choose what comes first, and do it.",
        ),
        content=(
            "Twintig uur met een coach die u zelf kiest. U bekijkt de vijf A's van het werk, maakt een vijfjarenplan en een jaarplan, vraagt advies aan uw overlegorgaan en voert maatregelen uit.",
            "Vingt heures avec un coach que vous choisissez. Vous examinez les cinq A du travail, faites un plan quinquennal et un plan annuel, demandez l'avis de votre organe de concertation et exécutez des mesures.",
            "Twenty hours with a coach that you choose. You look at the five A's of work, make a five-year plan and a yearly plan, ask your consultation body for advice and carry out measures.",
        ),
        timeline=(
            "Starten binnen drie maanden na de goedkeuring; meestal een jaar tot anderhalf jaar.",
            "Démarrer dans les trois mois après l'approbation ; le plus souvent un an à un an et demi.",
            "Start within three months of the approval; mostly a year to a year and a half.",
        ),
        asks_during=(
            "Ongeveer zestig uur van uw eigen mensen samen, en tijd van wie de maatregelen uitvoert.",
            "Environ soixante heures de vos propres gens ensemble, et le temps de ceux qui exécutent les mesures.",
            "About sixty hours of your own people together, and the time of those who carry out the measures.",
        ),
        asks_after=(
            "Elk jaar een jaarplan en een korte evaluatie, en elke vijf jaar een nieuw vijfjarenplan. Dat vraagt de wet toch al.",
            "Chaque année un plan annuel et une courte évaluation, et tous les cinq ans un nouveau plan quinquennal. La loi le demande de toute façon.",
            "Each year a yearly plan and a short evaluation, and every five years a new five-year plan. The law asks that anyway.",
        ),
    ),  # fmt: skip
    _entry(
        "coaching-gezonde-leefstijl",
        5,
        "nutrition movement tobacco alcohol",
        "40",
        "500",
        title=(
            "Coaching: een gezond aanbod dat blijft",
            "Coaching : une offre santé qui dure",
            "Coaching: a healthy offer that lasts",
        ),
        objective=(
            "Gezonde gewoonten makkelijk maken op het werk, vrijwillig en voor iedereen.",
            "Rendre les habitudes saines faciles au travail, volontairement et pour tous.",
            "Make healthy habits easy at work, voluntarily and for everybody.",
        ),
        content=(
            "Twintig uur met een coach rond bewegen, voeding, roken of alcohol, ingebouwd in uw gewone preventieplan.",
            "Vingt heures avec un coach sur le mouvement, l'alimentation, le tabac ou l'alcool, intégrées dans votre plan de prévention ordinaire.",
            "Twenty hours with a coach on moving, food, smoking or alcohol, built into your ordinary prevention plan.",
        ),
        timeline=(
            "Starten binnen drie maanden na de goedkeuring; negen tot twaalf maanden.",
            "Démarrer dans les trois mois après l'approbation ; neuf à douze mois.",
            "Start within three months of the approval; nine to twelve months.",
        ),
        asks_during=(
            "Ongeveer veertig uur van uw eigen mensen samen.",
            "Environ quarante heures de vos propres gens ensemble.",
            "About forty hours of your own people together.",
        ),
        asks_after=(
            "Een trekker met een paar uur per maand.",
            "Un porteur quelques heures par mois.",
            "Someone who leads it for a few hours a month.",
        ),
    ),  # fmt: skip
)
