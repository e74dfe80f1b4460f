"""Checking a budget: every computed row recomputed from the printed ones (spec 40 section 2f, spec 21 5B).

A model says which rows are sums of which. The local check takes the operands as printed, so one wrong cell is
one difference; what changes further down because of it is reported apart, as `doorgerekend`. The source is never
overwritten: each difference shows the printed and the computed value.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sluitend.kern.fouten import OngeldigeInvoer, VerkeerdGebruik
from sluitend.kern.gegevens import lees_tekst

_BRON = "40 2f, 21 5B (F140)"
MODELLEN = ("bw", "mo", "doel")
_GETAL = re.compile(r"-?[0-9]{1,15}(?:[.,][0-9]{1,2})?")
_GETAL_NL = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{3}){1,4}(?:,[0-9]{1,2})?")
_NUL = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Rij:
    """A row of a model; `formule` holds (row id, factor ±1) for a computed row and is empty for the others."""

    id: str
    label: str
    formule: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Toets:
    """A demand on the printed figures: the formula compared with a value."""

    id: str
    tekst: str
    formule: tuple[tuple[str, int], ...]
    eis: str
    waarde: Decimal


@dataclass(frozen=True, slots=True)
class Model:
    """A budget model: rows in order, tests, and whether budget rows stand in rows or in columns of the file."""

    naam: str
    rijen: tuple[Rij, ...]
    toetsen: tuple[Toets, ...] = ()
    in_kolommen: bool = False
    minimale_overlap: Decimal = Decimal("0.80")


@dataclass(frozen=True, slots=True)
class Cel:
    """One printed cell: an amount, or none with the reason (pm or leeg)."""

    bedrag: Decimal | None
    reden: str = ""


@dataclass(frozen=True, slots=True)
class Blad:
    """A budget as printed: labels and years in order, and the cell of each (label, year)."""

    labels: tuple[str, ...]
    jaren: tuple[str, ...]
    cellen: Mapping[tuple[str, str], Cel]


def vouw(label: str) -> str:
    """Fold case, accents and spaces, so that labels of two spreadsheets match."""
    kaal = "".join(c for c in unicodedata.normalize("NFKD", label) if not unicodedata.combining(c))
    return " ".join(kaal.casefold().split())


def model_uit_json(tekst: str) -> Model:
    """Read a model. Raises VerkeerdGebruik for another form, unknown operands or a formula that goes round."""
    try:
        ruw: dict[str, Any] = json.loads(tekst)
        rijen = tuple(Rij(r["id"], r["label"], _formule(r)) for r in ruw["rijen"])
        toetsen = tuple(
            Toets(t["id"], t["tekst"], _formule(t), t["eis"], Decimal(t["waarde"]))
            for t in ruw.get("toetsen", ())
        )
        overlap = Decimal(ruw.get("herkenning", {}).get("minimale_overlap", "0.80"))
        model = Model(ruw["naam"], rijen, toetsen, ruw.get("orientatie") == "kolommen", overlap)
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError) as fout:
        tekst_fout = "Dit is geen begrotingsmodel (sluitend-begrotingsmodel/1)."
        raise VerkeerdGebruik("model-onleesbaar", tekst_fout, _BRON, fouten={"model": tekst_fout}) from fout
    _controleer_model(model)
    return model


def _formule(ruw: Mapping[str, Any]) -> tuple[tuple[str, int], ...]:
    return tuple((term["rij"], int(term["factor"])) for term in ruw.get("formule", ()))


def _controleer_model(model: Model) -> None:
    """Operands exist, ids and labels are unique, factors are ±1, and no formula depends on itself."""
    ids = {rij.id for rij in model.rijen}
    fout = ""
    if len(ids) != len(model.rijen) or len({vouw(r.label) for r in model.rijen}) != len(model.rijen):
        fout = "Een rij komt twee keer voor in het model."
    for formule in (*(r.formule for r in model.rijen), *(t.formule for t in model.toetsen)):
        for operand, factor in formule:
            if operand not in ids or factor not in (1, -1):
                fout = f"De formule verwijst naar {operand!r} met factor {factor}; dat kan niet."
    if any(t.eis not in _EISEN for t in model.toetsen):
        fout = "Een toets kent een onbekende eis."
    open_rijen = {rij.id: {o for o, _ in rij.formule} for rij in model.rijen}
    while not fout and open_rijen:
        klaar = {r for r, operanden in open_rijen.items() if not operanden & open_rijen.keys()}
        if not klaar:
            fout = f"De formules lopen rond: {', '.join(sorted(open_rijen))}."
        open_rijen = {r: o for r, o in open_rijen.items() if r not in klaar}
    if fout:
        raise VerkeerdGebruik("model-onjuist", fout, _BRON, fouten={"model": fout})


_EISEN: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "=": lambda a, b: a == b,
    ">=": lambda a, b: a >= b,
    "<=": lambda a, b: a <= b,
}


def standaardmodel(naam: str) -> Model:
    """Return packaged model bw, mo or doel."""
    if naam not in MODELLEN:
        tekst = f"Het model {naam!r} bestaat niet; kies {', '.join(MODELLEN)} of geef een bestand."
        raise VerkeerdGebruik("model-onbekend", tekst, _BRON, fouten={"model": tekst})
    return model_uit_json(lees_tekst(f"begrotingsmodel_{naam}.json"))


def lees_blad(rijen: Sequence[Sequence[str]], *, in_kolommen: bool = False, nl: bool = False) -> Blad:
    """Read CSV rows: labels down and years across, or turned around when budget rows stand in columns.

    Raises OngeldigeInvoer with row and column for an unreadable cell, a double label or a ragged row.
    """
    tabel = [[cel.strip() for cel in rij] for rij in rijen if any(cel.strip() for cel in rij)]
    if len(tabel) < 2 or len(tabel[0]) < 2:
        raise _weiger(
            "begroting-leeg", "Het bestand heeft geen kopregel met jaren en rijen met bedragen.", "bestand"
        )
    for nr, rij in enumerate(tabel, start=1):
        if len(rij) != len(tabel[0]):
            raise _weiger(
                "rij-scheef", f"Rij {nr} heeft {len(rij)} cellen, de kopregel {len(tabel[0])}.", f"rij {nr}"
            )
    if in_kolommen:
        tabel = [list(kolom) for kolom in zip(*tabel, strict=True)]
    jaren = tuple(tabel[0][1:])
    labels = tuple(rij[0] for rij in tabel[1:])
    if len({vouw(label) for label in labels}) != len(labels) or len(set(jaren)) != len(jaren):
        raise _weiger("label-dubbel", "Een omschrijving of jaar komt twee keer voor.", "bestand")
    cellen = {
        (rij[0], jaar): _cel(tekst, rij[0], jaar, nl)
        for rij in tabel[1:]
        for jaar, tekst in zip(jaren, rij[1:], strict=True)
    }
    return Blad(labels, jaren, cellen)


def _cel(tekst: str, label: str, jaar: str, nl: bool) -> Cel:
    kaal = "".join(tekst.split()).removeprefix("€")
    if not kaal:
        return Cel(None, "leeg")
    if kaal.casefold() in ("pm", "p.m."):
        return Cel(None, "pm")
    if nl and _GETAL_NL.fullmatch(kaal):
        kaal = kaal.replace(".", "")
    if not _GETAL.fullmatch(kaal):
        raise _weiger("bedrag-onleesbaar", f"{label}, {jaar}: {tekst!r} is geen bedrag.", f"{label}, {jaar}")
    return Cel(Decimal(kaal.replace(",", ".")))


def _weiger(code: str, tekst: str, veld: str) -> OngeldigeInvoer:
    return OngeldigeInvoer(code, tekst, _BRON, fouten={veld: tekst})


def herken(rijen: Sequence[Sequence[str]], *, nl: bool = False) -> tuple[Model, Blad]:
    """Find the packaged model whose labels overlap enough with the file. Raises VerkeerdGebruik when none does."""
    if not rijen:
        raise _weiger("begroting-leeg", "Het bestand is leeg.", "bestand")
    beste: tuple[Decimal, Model] | None = None
    for model in map(standaardmodel, MODELLEN):
        koppen = rijen[0][1:] if model.in_kolommen else [rij[0] for rij in rijen[1:] if rij]
        gevonden = {vouw(kop) for kop in koppen}
        deel = Decimal(sum(vouw(r.label) in gevonden for r in model.rijen)) / len(model.rijen)
        if deel >= model.minimale_overlap and (beste is None or deel > beste[0]):
            beste = deel, model
    if beste is None:
        tekst = "Dit bestand lijkt op geen bekend model; geef --model bw, mo, doel of een modelbestand."
        raise VerkeerdGebruik("model-niet-herkend", tekst, _BRON, fouten={"model": tekst})
    return beste[1], lees_blad(rijen, in_kolommen=beste[1].in_kolommen, nl=nl)


def controleer(model: Model, blad: Blad) -> dict[str, object]:
    """Recompute every computed cell and return the report of spec 21 section 5B (amounts as text)."""
    namen = {vouw(label): label for label in blad.labels}
    label_van = {rij.id: namen.get(vouw(rij.label)) for rij in model.rijen}
    bekend = {vouw(rij.label) for rij in model.rijen}
    berekende = [rij for rij in model.rijen if rij.formule and label_van[rij.id] is not None]
    gedrukt = {jaar: _gedrukt(model, blad, label_van, jaar) for jaar in blad.jaren}
    keten = {jaar: _reken_door(model, gedrukt[jaar]) for jaar in blad.jaren}
    verschillen, doorgerekend = [], []
    for rij in berekende:
        for jaar in blad.jaren:
            in_bron, lokaal = gedrukt[jaar][rij.id], _som(rij.formule, gedrukt[jaar])
            plek = {"rij": rij.label, "jaar": jaar, "in_bron": f"{in_bron:.2f}"}
            if lokaal != in_bron:
                verschillen.append(
                    {**plek, "berekend": f"{lokaal:.2f}", "verschil": f"{lokaal - in_bron:.2f}"}
                )
            if keten[jaar][rij.id] != lokaal:
                doorgerekend.append({**plek, "na_correctie": f"{keten[jaar][rij.id]:.2f}"})
    cellen = len(berekende) * len(blad.jaren)
    return {
        "model": model.naam,
        "berekende_cellen": cellen,
        "gelijk": cellen - len(verschillen),
        "verschillen": verschillen,
        "doorgerekend": doorgerekend,
        "niet_meegeteld": [{**plek, "reden": "pm"} for plek in _zonder_bedrag(blad, "pm")],
        "leeg": _zonder_bedrag(blad, "leeg"),
        "toetsen": [_toets(toets, jaar, gedrukt[jaar]) for toets in model.toetsen for jaar in blad.jaren],
        "onbekende_rijen": [label for label in blad.labels if vouw(label) not in bekend],
        "ontbrekende_rijen": [rij.label for rij in model.rijen if label_van[rij.id] is None],
    }


def _gedrukt(model: Model, blad: Blad, label_van: Mapping[str, str | None], jaar: str) -> dict[str, Decimal]:
    """The printed amounts of one year per row id; pm and empty count as 0.

    A sum that the file leaves out is computed, else every row built on it would differ for no fault of its own.
    """
    waarden = {
        rij.id: blad.cellen[label, jaar].bedrag or _NUL
        for rij in model.rijen
        if (label := label_van[rij.id]) is not None
    }
    waarden |= {rij.id: _NUL for rij in model.rijen if rij.id not in waarden and not rij.formule}
    ontbreekt = {rij.id for rij in model.rijen if rij.id not in waarden}
    return _vul(model, waarden, ontbreekt)


def _reken_door(model: Model, gedrukt: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Recompute all sums of one year from recomputed operands."""
    sommen = {rij.id for rij in model.rijen if rij.formule}
    return _vul(model, {i: bedrag for i, bedrag in gedrukt.items() if i not in sommen}, sommen)


def _vul(model: Model, waarden: dict[str, Decimal], te_doen: set[str]) -> dict[str, Decimal]:
    """Fill the sums `te_doen` in order of dependence; the model has been checked for cycles."""
    formules = {rij.id: rij.formule for rij in model.rijen if rij.id in te_doen}
    while formules:
        klaar = [i for i, formule in formules.items() if all(o in waarden for o, _ in formule)]
        waarden |= {i: _som(formules.pop(i), waarden) for i in klaar}
    return waarden


def _som(formule: Sequence[tuple[str, int]], waarden: Mapping[str, Decimal]) -> Decimal:
    return sum((factor * waarden[operand] for operand, factor in formule), _NUL)


def _toets(toets: Toets, jaar: str, waarden: Mapping[str, Decimal]) -> dict[str, object]:
    uitkomst = _som(toets.formule, waarden)
    voldaan = _EISEN[toets.eis](uitkomst, toets.waarde)
    return {
        "id": toets.id,
        "tekst": toets.tekst,
        "jaar": jaar,
        "waarde": f"{uitkomst:.2f}",
        "voldaan": voldaan,
    }


def _zonder_bedrag(blad: Blad, reden: str) -> list[dict[str, str]]:
    return [{"rij": label, "jaar": jaar} for (label, jaar), cel in blad.cellen.items() if cel.reden == reden]


def als_tekst(verslag: Mapping[str, Any]) -> str:
    """Return the report for people at a terminal."""
    regels = [
        f"Model {verslag['model']}: {verslag['gelijk']} van {verslag['berekende_cellen']} sommen kloppen."
    ]
    regels += [
        f"Verschil: {v['rij']} {v['jaar']}: in de bron {v['in_bron']}, berekend {v['berekend']} ({v['verschil']})."
        for v in verslag["verschillen"]
    ]
    regels += [
        f"Werkt door in: {d['rij']} {d['jaar']}: {d['in_bron']} wordt {d['na_correctie']}."
        for d in verslag["doorgerekend"]
    ]
    if pm := dict.fromkeys(plek["rij"] for plek in verslag["niet_meegeteld"]):
        regels.append(f"Niet meegeteld, want nog geen bedrag (pm): {', '.join(pm)}.")
    regels += [
        f"Toets niet gehaald: {t['tekst']} ({t['jaar']}: {t['waarde']})."
        for t in verslag["toetsen"]
        if not t["voldaan"]
    ]
    for sleutel, naam in (
        ("onbekende_rijen", "Niet in het model"),
        ("ontbrekende_rijen", "Niet in het bestand"),
    ):
        if verslag[sleutel]:
            regels.append(f"{naam}: {', '.join(verslag[sleutel])}.")
    return "\n".join(regels) + "\n"
