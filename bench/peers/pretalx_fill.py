"""A national round in a fresh pretalx: 290 proposals by 1,200 people, answers to five questions, states spread.

Run by pretalx_load.py in the instance's environment. It goes through pretalx's own domain functions
(codes, slots, log and draft letters come about as they do in use); only people and answers are put in at once.
The organiser has every right in a team but is no administrator, as an organiser is.
"""

import datetime as dt
import os

import django

django.setup()

from django.contrib.auth.hashers import make_password  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django_scopes import scope, scopes_disabled  # noqa: E402
from pretalx.event.domain.event import create_event  # noqa: E402
from pretalx.event.domain.organiser import create_organiser_with_team  # noqa: E402
from pretalx.person.domain.user import create_user  # noqa: E402
from pretalx.person.models import SpeakerProfile, User  # noqa: E402
from pretalx.submission.domain.submission import create_submission, set_submission_state  # noqa: E402
from pretalx.submission.models import Answer, Question, SpeakerRole, Submission, SubmissionType, Track  # noqa: E402

PROPOSALS, PEOPLE = 290, 1200
PLACES = """Arjeplog Borlänge Danderyd Eskilstuna Falköping Gnosjö Härnösand Jönköping Karlskrona Kiruna Landskrona Lidköping Malå Mörbylånga
Norrköping Nyköping Oskarshamn Piteå Ronneby Sjöbo Skellefteå Strömstad Säffle Tidaholm Umeå Vänersborg Ystad Åre Örebro""".split()
SUBJECTS = """Jämställda löner i hemtjänsten|Snöröjning som når alla|Föräldraledighet på lika villkor|Flickors och pojkars skolresultat
Våld i nära relationer: samordning|Föreningsbidrag efter kön|Sjukfrånvaro bland undersköterskor|Kvinnors företagande på landsbygden
Trygghet i kollektivtrafiken|Jämställd medborgardialog""".replace("\n", "|").split("|")
FIRST = """Anna Björn Cecilia David Elin Fatima Gustav Hanna Ibrahim Johanna Karl Linnéa Maria Nils Olivia Per Rebecka Sara Tomas Ulrika Viktor
Ylva Zahra Åsa Örjan Amira Erik Frida Göran Helena""".split()
LAST = """Andersson Bergström Carlsson Dahl Ek Forsberg Gustafsson Håkansson Isaksson Johansson Karlsson Lindqvist Mattsson Nilsson Olofsson
Pettersson Rydberg Sandström Törnqvist Ulfsson Viklund Wallin Åkesson Öberg Ahmed Blomqvist Claesson Danielsson Engström Fransson Grönlund
Hedlund Ivarsson Jansson Kjellberg Lundgren Mohamed Norberg Oskarsson Palm""".split()
TRACKS = [("Arbetsliv", "#2d6a4f"), ("Utbildning", "#1d3557"), ("Hälsa", "#9d4edd"), ("Samhällsplanering", "#bc6c25")]
QUESTIONS = [("string", "Förvaltning", "Kommunledningskontoret"), ("number", "Budget (tkr)", "450"), ("boolean", "Beslutad i nämnd?", "True"),
             ("date", "Startdatum", "2026-09-01"), ("text", "Hur följs insatsen upp?", "Könsuppdelad statistik varje kvartal, redovisad för nämnden.")]
STATES = ["submitted", "accepted", "confirmed", "rejected"]
ABSTRACT = "Insatsen prövar ett nytt arbetssätt i {} och jämför utfallet för kvinnor och män före och efter. Underlaget kommer från öppna nyckeltal."
TEXT = "Vi beskriver nuläget, målen och vad som gjorts hittills. Arbetsgruppen möts varje månad och rapporterar till styrgruppen. " * 5


@transaction.atomic
def main() -> None:
    organiser_user = create_user(email=os.environ["BENCH_EMAIL"], name="Karin Samordnare", password=os.environ["BENCH_PASSWORD"], locale="en", timezone="Europe/Stockholm")
    organiser, team = create_organiser_with_team(name="Nationella rundan", slug="rundan", users=[organiser_user])
    team.all_events = team.can_change_event_settings = team.can_change_submissions = True
    team.save()
    today = dt.date.today()
    with scopes_disabled():
        event = create_event(organiser=organiser, user=organiser_user, locales=["en"], locale="en", name="Nationella rundan", slug="rundan", is_public=True,
                             date_from=today + dt.timedelta(60), date_to=today + dt.timedelta(62), timezone="Europe/Stockholm", email="rundan@example.org")
    with scope(event=event):
        event.feature_flags["use_tracks"] = True
        event.save()
        event.cfp.headline, event.cfp.text = "Anmäl er insats", TEXT
        event.cfp.save()
        kinds = [event.cfp.default_type, SubmissionType.objects.create(event=event, name="Workshop", default_duration=90)]
        tracks = [Track.objects.create(event=event, name=name, color=color) for name, color in TRACKS]
        questions = [Question.objects.create(event=event, variant=variant, target="submission", question=text, position=n) for n, (variant, text, _) in enumerate(QUESTIONS)]
        unusable, codes = make_password(None), User.generate_unique_codes(PEOPLE)
        users = User.objects.bulk_create(
            User(email=f"person{n}@example.org", name=f"{FIRST[n % 30]} {LAST[n // 30]}", code=codes[n], password=unusable, locale="en", timezone="Europe/Stockholm") for n in range(PEOPLE))
        codes = SpeakerProfile.generate_unique_codes(PEOPLE, event=event)
        profiles = SpeakerProfile.objects.bulk_create(
            SpeakerProfile(user=user, event=event, name=user.name, code=code, biography="Arbetar med jämställdhet i kommunen.") for user, code in zip(users, codes))
        proposals = []
        for n in range(PROPOSALS):
            place, state = PLACES[n % 29], STATES[n % 4]
            proposal = Submission(event=event, title=f"{SUBJECTS[n // 29]} i {place}", submission_type=kinds[n % 5 == 0], track=tracks[n % len(tracks)],
                                  abstract=ABSTRACT.format(place), description=TEXT, content_locale="en")
            proposals.append(create_submission(submission=proposal, user=users[n]))
        SpeakerRole.objects.bulk_create(SpeakerRole(submission=proposals[n % PROPOSALS], speaker=profile, position=n // PROPOSALS) for n, profile in enumerate(profiles))
        for n, proposal in enumerate(proposals):
            for state in {"submitted": [], "confirmed": ["accepted", "confirmed"]}.get(STATES[n % 4], [STATES[n % 4]]):
                set_submission_state(proposal, state, person=organiser_user, orga=True)
        Answer.objects.bulk_create(Answer(question=question, submission=proposal, answer=answer) for proposal in proposals for question, (_, _, answer) in zip(questions, QUESTIONS))


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    call_command("rebuild", silent=True)
    main()
