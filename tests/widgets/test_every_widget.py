"""Each widget of the dock that needs no QGIS is built, shown, used and drawn: on QGIS's own Qt, and on Qt 6."""

from __future__ import annotations

import importlib
import importlib.util
import json
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from landprint.plugin import translation
from landprint.plugin.dock.change.section import ChangeSection
from landprint.plugin.dock.choices import Encoder, InputKind, PickedPlace, Recipe
from landprint.plugin.dock.classify.section import ClassesGroup, ExamplesPage
from landprint.plugin.dock.classify.table import ExampleTable, Row
from landprint.plugin.dock.cluster.section import Class, ClassesSection, ClassTable
from landprint.plugin.dock.diagnose.dialog import DiagnoseDialog
from landprint.plugin.dock.diagnose.report import Finding, without_names
from landprint.plugin.dock.find_similar.form.chip import ChipFacts, ChipPart
from landprint.plugin.dock.find_similar.form.keep import KeepButton
from landprint.plugin.dock.find_similar.form.kind import KindLine
from landprint.plugin.dock.find_similar.form.picking import Picking
from landprint.plugin.dock.find_similar.form.places import PlaceList
from landprint.plugin.dock.find_similar.form.section import SimilarSection
from landprint.plugin.dock.find_similar.form.strip import CandidateStrip
from landprint.plugin.dock.find_similar.form.threshold import ThresholdRow
from landprint.plugin.dock.find_similar.form.vector_plot import VectorPlot
from landprint.plugin.dock.guide import GuideDialog
from landprint.plugin.dock.look_at.form.advice import Advice
from landprint.plugin.dock.look_at.form.encoder_row import EncoderRow
from landprint.plugin.dock.look_at.form.more import MoreSettings
from landprint.plugin.dock.look_at.form.section import LookAtSection
from landprint.plugin.dock.look_at.form.sensor_button import SensorButton
from landprint.plugin.dock.look_at.form.weights import WeightsProgress, WeightsRow
from landprint.plugin.dock.look_at.imagery.bands_dialog import BandsDialog
from landprint.plugin.dock.look_at.imagery.sensor_dialog import SensorDialog
from landprint.plugin.dock.menu import CornerButton, HelpButton, MenuButton
from landprint.plugin.dock.models.dialog import KeptModel, ModelsDialog
from landprint.plugin.dock.models.left_results import LeftResults
from landprint.plugin.dock.scene.own_sensor import TypedBand, TypedSensor, read_file, write_file
from landprint.plugin.dock.scene.own_sensor_dialog import OwnSensorDialog
from landprint.plugin.dock.set_up.kit_dialog import KeptWeights, KitDialog
from landprint.plugin.dock.set_up.page import Offer, SetupPage
from landprint.plugin.dock.widgets.class_table import ClassTableBase
from landprint.plugin.dock.widgets.elided_combo import ElidedCombo, ElidedNames
from landprint.plugin.dock.widgets.forms import Disclosure, LineButton, QuietLabel, column, named
from landprint.plugin.dock.widgets.progress_button import ProgressButton, ReadableBar
from landprint.plugin.layers.sources.band import Band
from landprint.plugin.resources import known_sensors, sensor_description
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon, QImage
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QPushButton,
    QSpinBox,
    QToolButton,
    QWidget,
)

from tests.places import ROOT

NARROW, SCROLL_BAR, FRAME = 300, 14, 3  # pixels: of the dock, of the bar beside its sections, of a button's edge
HAS_QGIS = importlib.util.find_spec("qgis.core") is not None
NEEDS_QGIS = {"Body", "LandprintDock", "LayerCombo", "LayerDialog"}
ENCODER = Encoder(
    name="galileo-nano",
    title="Galileo nano",
    dim=128,
    description="Learned from satellite images.",
    licence="MIT",
    source_url="https://example.org",
    patch=8,
    least_patch=1,
    largest_patch=8,
    download_bytes=4_189_406,
    ready=False,
    knows_sensors=True,
    pools=("patch", "chip"),
    recipes=(Recipe("balanced", "Balanced"), Recipe("fast", "Fast")),
)
PLAIN = Encoder(
    name="random-features",
    title="Random features",
    dim=512,
    description="Looks at the image with patches of itself.",
    licence="GPL-2.0-or-later",
    source_url="",
    patch=8,
    least_patch=1,
    largest_patch=256,
    download_bytes=0,
    ready=True,
)
FACTS = ChipFacts(side=64, vector=[0.1, -0.2, 0.3], norm=0.37, valid=0.9, like=0.5, notes=["A note."])


class CheckableCombo(QComboBox):
    """What MoreSettings uses of QGIS's combo box whose items can be checked."""

    checkedItemsChanged = pyqtSignal(list)  # noqa: N815 - QGIS's name

    def addItemWithCheckState(self, text, state, data):
        self.addItem(text, data)
        self.setItemData(self.count() - 1, state == Qt.CheckState.Checked, Qt.ItemDataRole.UserRole + 1)

    def checkedItemsData(self):
        checked = (index for index in range(self.count()) if self.itemData(index, Qt.ItemDataRole.UserRole + 1))
        return [self.itemData(index) for index in checked]


def more() -> MoreSettings:
    return MoreSettings(QComboBox(), CheckableCombo())


def sensor_dialog() -> SensorDialog:
    bands = [Band(1, "B02"), Band(2, "B03")]
    return SensorDialog("scene", bands, [known_sensors()["sentinel-2-l2a"]], None)


DRONE = TypedSensor(name="drone", gsd="0.25", bands=(TypedBand("blue", "480", "900", "700"),))


OFFERS = [
    Offer("cpu", "Any computer", 236_000_000, 700_000_000, "It needs 236 MB."),
    Offer("gpu", "With GPU", 2_980_000_000, 5_200_000_000, "It needs 3.0 GB."),
]


def kit_dialog() -> KitDialog:
    platforms = {"linux-x86_64": "Linux", "windows-x86_64": "Windows"}
    weights = [KeptWeights("Galileo nano", "galileo.safetensors", 4_000_000)]
    choices = {"linux-x86_64": ["cpu", "gpu"], "windows-x86_64": ["cpu"]}
    return KitDialog(platforms, "linux-x86_64", weights, choices.__getitem__, lambda _platform, _choice: 236_000_000)


def in_corner(kind: type[CornerButton]) -> CornerButton:
    page = QWidget()
    if kind is HelpButton:
        button: CornerButton = HelpButton(page, lambda: None, QIcon())
    else:
        button = named(CornerButton(page, QIcon(), 2), "test", "Test", "Try it")
    button.setParent(None)  # else it would go with a page that nobody keeps
    return button


def menu_button() -> MenuButton:
    page = QWidget()
    button = MenuButton(page, {"&Models": lambda: None, "line": None}, QIcon())
    button.setParent(None)  # else it would go with a page that nobody keeps
    return button


WIDGETS = {
    Advice: Advice,
    BandsDialog: lambda: BandsDialog("scene", [Band(1, "blue"), Band(2, "green")], [1]),
    ChangeSection: ChangeSection,
    ChipPart: ChipPart,
    DiagnoseDialog: DiagnoseDialog,
    KitDialog: kit_dialog,
    CornerButton: lambda: in_corner(CornerButton),
    GuideDialog: GuideDialog,
    HelpButton: lambda: in_corner(HelpButton),
    MenuButton: menu_button,
    ModelsDialog: ModelsDialog,
    ClassTable: ClassTable,
    ClassesGroup: lambda: ClassesGroup(ExamplesPage(), ClassesSection()),
    ClassesSection: ClassesSection,
    Disclosure: lambda: Disclosure("More", QLabel("body")),
    ElidedCombo: ElidedCombo,
    ElidedNames: ElidedNames,
    EncoderRow: EncoderRow,
    ExamplesPage: ExamplesPage,
    ExampleTable: ExampleTable,
    KeepButton: KeepButton,
    KindLine: KindLine,
    LeftResults: LeftResults,
    LineButton: LineButton,
    LookAtSection: lambda: LookAtSection(QComboBox(), more()),
    MoreSettings: more,
    OwnSensorDialog: lambda: OwnSensorDialog(DRONE),
    PlaceList: PlaceList,
    ClassTableBase: lambda: ClassTableBase(3, 1),
    ProgressButton: lambda: ProgressButton("test", "Run", "Run it"),
    ReadableBar: ReadableBar,
    QuietLabel: lambda: QuietLabel("quiet"),
    SensorButton: SensorButton,
    SensorDialog: sensor_dialog,
    SetupPage: SetupPage,
    Picking: Picking,
    CandidateStrip: CandidateStrip,
    ThresholdRow: ThresholdRow,
    SimilarSection: lambda: SimilarSection(ElidedNames()),
    VectorPlot: VectorPlot,
    WeightsProgress: lambda: WeightsProgress("test", "Download", "Download it"),
    WeightsRow: WeightsRow,
}


def found_widgets() -> set[str]:
    """The names of all the dock's widgets that can be imported here."""
    names = set()
    for path in (ROOT / "plugin" / "dock").rglob("*.py"):
        module_name = ".".join(("landprint", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")
        try:
            module = importlib.import_module(module_name)
        except ModuleNotFoundError as error:
            if HAS_QGIS or not str(error.name).startswith("qgis."):
                raise
            continue
        classes = (value for value in vars(module).values() if isinstance(value, type))
        names |= {one.__name__ for one in classes if issubclass(one, QWidget) and one.__module__ == module_name}
    return names


def test_no_widget_is_left_out():
    assert found_widgets() == {one.__name__ for one in WIDGETS} | (NEEDS_QGIS if HAS_QGIS else set())


@pytest.mark.parametrize("kind", WIDGETS, ids=lambda kind: kind.__name__)
def test_it_is_shown_takes_the_keyboard_and_draws_itself(qtbot, kind):
    widget = WIDGETS[kind]()
    qtbot.addWidget(widget)
    widget.resize(320, 240)
    widget.show()
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Home):
        qtbot.keyClick(widget.focusWidget() or widget, key)
    assert widget.isVisible()
    assert widget.grab().width() > 0


@pytest.fixture
def shown(qtbot):
    def show(widget):
        qtbot.addWidget(widget)
        widget.resize(400, 600)
        widget.show()
        return widget

    return show


def test_looking_at_an_image_shows_its_encoders_and_what_they_need(qtbot, shown):
    section = shown(LookAtSection(QComboBox(), more()))
    section.show_source(InputKind.IMAGE)
    section.encoders.show_encoders([PLAIN, ENCODER])
    section.encoders.choose("galileo-nano")
    section.show_estimate("4 chips, 34 MB", "A tip")
    section.mark_output(wrong=True)
    section.grab()
    assert section.encoder == ENCODER
    assert section.more.value("patch") is None  # as Detail says
    with qtbot.waitSignal(section.embed.started):
        section.embed.button.click()


def test_an_advised_encoder_is_chosen_by_its_button(qtbot, shown):
    advice = shown(Advice())
    advice.show_encoders("Sentinel-2", [ENCODER])
    advice.show()
    with qtbot.waitSignal(advice.encoder_wanted) as wanted:
        advice.findChild(QPushButton).click()
    assert wanted.args == ["galileo-nano"]


def test_weights_say_what_is_missing_and_how_far_they_are(qtbot, shown):
    row = shown(WeightsRow())
    row.show_encoder(ENCODER)
    assert row.text.text() == "4.2 MB to download"
    with qtbot.waitSignal(row.download.started):
        row.download.button.click()
    row.download.show_progress(0.5, "Downloading", 3)
    assert row.download.bar.value() > 0


def test_finding_similar_shows_places_vector_threshold_and_chip(qtbot, shown):
    section = shown(SimilarSection(ElidedNames()))
    section.show_ready(ready=True)
    section.show_kind(points=False, earth=False)
    section.show_places([PickedPlace(1, 2), PickedPlace(3, 4, positive=False)])
    section.show_embedding([0.1, -0.4, 0.2], 0.46)
    section.threshold.show_threshold(0.5, -1.0, 1.0)
    section.threshold.show_area(12_000.0)
    section.show_results_ready(ready=True)
    section.offer_whole_chip(offered=True)
    section.show_chip(FACTS)
    section.grab()
    assert section.threshold.threshold == pytest.approx(0.5, abs=0.01)
    with qtbot.waitSignal(section.places.remove_wanted) as removed:
        section.findChild(PlaceList).findChildren(QToolButton)[1].click()
    assert removed.args == [1]


def test_like_and_not_like_say_how_places_count(qtbot, shown):
    picking = shown(Picking())
    with qtbot.waitSignals([picking.sign_chosen, picking.tool_toggled]) as chosen:
        picking.unlike.click()
    assert [list(signal.args) for signal in chosen.all_signals_and_args] == [[False], [True]]
    picking.show_tool(picking=True, drawing=True, positive=False)
    picking.grab()
    assert [one.isChecked() for one in (picking.like, picking.unlike, picking.rectangle)] == [False, True, True]


def test_the_combination_is_chosen_in_a_menu(qtbot, shown):
    row = shown(ThresholdRow())
    row.show_threshold(0.4, 0.1, 0.876)
    row.grab()
    assert row.slider.maximum() == 87  # at 0.88 a place that is 0.876 alike would not be drawn
    with qtbot.waitSignal(row.combined) as combined:
        row.combine.menu().actions()[2].trigger()
    assert combined.args == ["learned"]


def test_candidates_are_judged_one_after_the_other(qtbot, shown):
    strip = shown(CandidateStrip())
    strip.show_places([0.9, 0.8, 0.7])
    strip.show_picture(1, QImage(20, 20, QImage.Format.Format_RGB32))
    with qtbot.waitSignal(strip.looked_at) as looked_at:
        strip.next.click()
    assert looked_at.args == [1]
    with qtbot.waitSignal(strip.accepted) as accepted:
        strip.accept.click()
    assert accepted.args == [1]
    strip.show_judged(1, accepted=True)
    strip.grab()
    assert not strip.accept.isEnabled()
    strip.forget()
    assert strip.isHidden()


def test_a_chip_says_how_much_of_it_has_data(shown):
    part = shown(ChipPart())
    part.show_chip(FACTS)
    part.grab()
    assert "90 % with data" in part.facts.text().replace("\N{NO-BREAK SPACE}", " ")


def test_a_class_is_renamed_in_its_row(qtbot, shown):
    section = shown(ClassesSection())
    section.table.show_classes([Class(1, "Class 1", "#aa0000", 0.25), Class(2, "Class 2", "#00aa00", None)])
    section.grab()
    with qtbot.waitSignal(section.table.edited) as edited:
        section.table.item(0, 1).setText("Forest")
    assert [one.name for one in edited.args[0]] == ["Forest", "Class 2"]
    assert section.table.item(0, 2).text() == "25 %"


def test_named_classes_are_listed_chosen_and_renamed(qtbot, shown):
    page = ExamplesPage()
    group = shown(ClassesGroup(page, ClassesSection()))
    group.show_ready(examples=True, by_itself=True)
    page.table.show_rows([Row("Water", "#0000aa", 5, 0.12, 69.2), Row("Forest", "#00aa00", 0)], current=0)
    page.show_map(shown=True, has_next=True)
    page.show_score("Right in 93 of 100.")
    group.grab()
    assert [page.table.item(0, column).text() for column in (0, 1, 2)] == ["1", "Water", "5"]
    with qtbot.waitSignal(page.table.chosen) as chosen:
        page.table.setCurrentCell(1, 1)
    assert chosen.args == [1]
    with qtbot.waitSignal(page.table.renamed) as renamed:
        page.table.item(1, 1).setText("Woods")
    assert renamed.args == [1, "Woods"]
    with qtbot.waitSignal(group.switched):
        group.by_itself.click()
    assert not page.isVisible()


def test_more_unfolds(qtbot, shown):
    disclosure = shown(Disclosure("More", more()))
    with qtbot.waitSignal(disclosure.header.toggled):
        qtbot.mouseClick(disclosure.header, Qt.MouseButton.LeftButton)
    assert disclosure.body.isVisible()


def test_more_offers_what_the_encoder_takes(shown):
    settings = shown(more())
    settings.fit_encoder(ENCODER)
    settings.offer_layers([("red", "id of red"), ("nir", "id of nir")], ["id of nir"])
    assert settings.chosen_layers == ["id of nir"]
    assert settings.findChild(QSpinBox, "landprintPatch").maximum() == ENCODER.largest_patch
    assert settings.summary == "with 1 more layer"


def test_a_sensors_bands_are_chosen_in_its_dialog(shown):
    dialog = shown(sensor_dialog())
    ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    assert not ok.isEnabled()
    dialog.table.cellWidget(0, 1).setCurrentIndex(1)
    assert ok.isEnabled()
    assert [band.number for band in dialog.choice.bands] == [1]


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("name", " ", "Give the sensor a name."),
        ("name", "modis", "“modis” cannot be its name: choose another one."),
        ("gsd", "0", "Write the side of a pixel in metres, for example 10."),
        ("gsd", "ten", "Write the side of a pixel in metres, for example 10."),
        ("gsd", "nan", "Write the side of a pixel in metres, for example 10."),
        ("scale", "-1", "Write a number above 0, for example 0.0001; or nothing."),
        ("offset", "x", "Write a number, for example -0.1; or nothing."),
    ],
)
def test_what_an_own_sensor_cannot_have_is_said_beside_its_field(shown, field, text, sentence):
    dialog = shown(OwnSensorDialog(DRONE, ["modis"]))
    ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    assert ok.isEnabled()
    if field == "offset":
        dialog.lines["scale"].setText("0.0001")
    before = dialog.lines[field].text()
    dialog.lines[field].setText(text)
    assert dialog.problems[field].text() == sentence
    assert dialog.problems[field].isVisible()
    assert not ok.isEnabled()
    assert not dialog.save_file.isEnabled()
    dialog.lines[field].setText(before)
    assert not dialog.problems[field].isVisible()
    assert ok.isEnabled()


@pytest.mark.parametrize(
    ("column", "text", "sentence"),
    [
        (0, "", "Row 2: give the band a name."),
        (0, "blue", "Row 2: there is a band blue already."),
        (1, "0.665", ""),
        (1, "", "Row 2: write the wavelength of red in nanometres, for example 665."),
        (1, "100000", "Row 2: write the wavelength of red in nanometres, for example 665."),
        (2, "1,234", "Row 2: write the mean of red in the image's numbers."),
        (3, "0", "Row 2: write the standard deviation of red, a number above 0."),
    ],
)
def test_what_a_band_of_an_own_sensor_cannot_have_is_said_below_the_table(shown, column, text, sentence):
    dialog = shown(OwnSensorDialog(DRONE))
    dialog.add.click()
    for place, value in enumerate(("red", "665", "1000", "800")):
        dialog.table.item(1, place).setText(value)
    ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    assert ok.isEnabled()
    dialog.table.item(1, column).setText(text)
    assert dialog.problems["bands"].text() == sentence
    assert ok.isEnabled() == (not sentence)
    dialog.table.setCurrentCell(1, 0)
    dialog.remove.click()
    assert dialog.sensor == DRONE


def test_an_own_sensor_is_saved_as_the_engine_reads_it_and_read_again(tmp_path, shown, monkeypatch):
    path = str(tmp_path / "drone")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (path, ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (f"{path}.json", ""))
    dialog = shown(OwnSensorDialog(DRONE))
    dialog.lines["scale"].setText("0.0001")
    dialog.lines["offset"].setText("-0.1")
    dialog.save_file.click()
    value = json.loads((tmp_path / "drone.json").read_text("utf-8"))
    assert value == {
        "name": "drone",
        "title": "drone",
        "gsd": 0.25,
        "unit": "count",
        "bands": [{"name": "blue", "wavelength": 0.48, "mean": 900.0, "std": 700.0}],
        "rgb": [],
        "reflectance": {"scale": 0.0001, "offset": -0.1},
    }
    other = shown(OwnSensorDialog(TypedSensor()))
    other.open_file.click()
    assert other.sensor.value() == value


def test_a_sensor_s_file_keeps_what_is_not_typed(tmp_path):
    row = sensor_description("sentinel-2-l2a")
    again = replace(TypedSensor.of(row), name="mine").value()
    assert again == {
        **row,
        "name": "mine",
        "title": "mine",
        "gsd": 10.0,
        "reflectance": {"scale": 0.0001, "offset": 0.0},
    }
    fewer = TypedSensor.of(row)
    fewer = replace(fewer, bands=fewer.bands[1:]).value()
    assert "codes" not in fewer
    assert fewer["rgb"] == []


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"bands": 3}', "\ud800"])
def test_a_file_that_is_no_sensor_says_so(tmp_path, shown, monkeypatch, text):
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8", errors="surrogatepass")
    assert read_file(str(path))[0] is None
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    dialog = shown(OwnSensorDialog(DRONE))
    dialog.open_file.click()
    assert dialog.problems["file"].text().startswith("a.json ")
    assert dialog.sensor == DRONE


def test_a_file_that_describes_a_sensor_wrongly_is_shown_with_what_is_missing(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(
        '{"name": 3, "gsd": true, "bands": [1, {"name": "x", "wavelength": "1", "mean": NaN}], "rgb": null}'
    )
    sensor, problem = read_file(str(path))
    assert problem == ""
    assert set(sensor.problems()) == {"gsd", "bands"}
    assert sensor.bands == (TypedBand("x"),)
    assert replace(sensor, gsd="1", bands=DRONE.bands).value()["rgb"] == []


def test_a_sensor_that_cannot_be_saved_says_so(tmp_path):
    assert "cannot be written" in write_file(str(tmp_path / "no folder" / "a.json"), {})


def button(widget, name):
    return widget.findChild(QAbstractButton, name)


def test_without_an_engine_the_size_is_said_before_the_button_is_pressed(qtbot, shown):
    page = shown(SetupPage())
    page.show_offers(OFFERS)
    assert page.sentence.text() == "It needs 236 MB."
    choice = button(page, "landprintChoice_gpu")
    assert choice.text() == "With GPU: 3.0 GB, 5.2 GB on disk"
    choice.click()
    assert page.sentence.text() == "It needs 3.0 GB."
    with qtbot.waitSignal(page.wanted) as wanted:
        qtbot.mouseClick(button(page, "landprintSetUp"), Qt.MouseButton.LeftButton)
    assert wanted.args == ["gpu"]


def test_what_went_wrong_stands_above_the_button_with_its_remedy(shown):
    page = shown(SetupPage())
    page.show_offers(OFFERS)
    page.show_reason("The disk is full.", "Free some space.")
    assert (page.problem.text(), page.hint.text()) == ("The disk is full.", "Free some space.")
    assert page.problem.isVisible()
    assert button(page, "landprintSetUp").isEnabled()


def test_the_set_up_says_bytes_and_the_time_left_and_can_be_cancelled(qtbot, shown):
    page = shown(SetupPage())
    page.show_offers(OFFERS)
    page.show_progress(0.4, "Downloading numpy", 94_000_000, 236_000_000, 12.0)
    assert page.progress.text() == "Downloading numpy\n94 MB of 236 MB, about 10 s left"
    assert not button(page, "landprintInstallKit").isEnabled()
    with qtbot.waitSignal(page.cancelled):
        qtbot.mouseClick(button(page, "landprintSetUpCancel"), Qt.MouseButton.LeftButton)
    page.show_end()
    assert button(page, "landprintSetUp").isVisible()
    assert button(page, "landprintInstallKit").isEnabled()


def test_where_nothing_can_be_installed_a_kit_and_ones_own_environment_stay(shown):
    page = shown(SetupPage())
    page.show_offers([])
    assert not button(page, "landprintSetUp").isEnabled()
    assert button(page, "landprintInstallKit").isEnabled()


def test_a_kits_size_follows_what_goes_into_it(shown):
    dialog = shown(kit_dialog())
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert "about 236 MB to download and keep" in said
    button(dialog, "landprintKitWeights").click()
    assert "about 240 MB to download and keep" in [label.text() for label in dialog.findChildren(QLabel)]
    assert dialog.weights == ["galileo.safetensors"]
    combo = dialog.findChild(QComboBox, "landprintKitPlatform")
    combo.setCurrentIndex(1)
    assert (dialog.platform, dialog.choice) == ("windows-x86_64", "cpu")
    assert dialog.findChild(QComboBox, "landprintKitChoice").count() == 1


def test_the_menu_does_what_its_items_say(shown):
    done = []
    page = shown(QWidget())
    menu = MenuButton(page, {"&Models": lambda: done.append("models"), "line": None}, QIcon())
    page.resize(300, 100)
    assert menu.geometry().right() < 300
    menu.menu().actions()[0].trigger()
    assert done == ["models"]


def test_a_report_to_copy_has_no_password(qtbot, shown):
    dialog = shown(DiagnoseDialog())
    finding = Finding("Network", "bad", "http://anna:secret@proxy.example.org does not answer.", "Call anna.")
    dialog.show_findings([finding], "1 line needs attention.")
    assert "does not answer" in dialog.text.toPlainText()
    qtbot.mouseClick(button(dialog, "landprintCopyReport"), Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text().startswith("BAD   Network: http://proxy.example.org does not answer.")


def test_names_of_users_and_computers_are_taken_out_of_a_report():
    told = "in /home/you/x and C:\\Users\\you\\y on box7: hf_abcdefgh1234 token=abc /srv/you/z young"
    kept = without_names(told, home="/home/you", user="you", computer="box7")
    assert kept == "in ~/x and C:\\Users\\…\\y on …: hf_… token=… /srv/…/z young"


def test_models_offer_what_can_be_done_with_each(qtbot, shown):
    dialog = shown(ModelsDialog())
    dialog.show_models([KeptModel(PLAIN, 0), KeptModel(ENCODER, 0)])
    states = [dialog.models.topLevelItem(index).text(3) for index in range(2)]
    assert states == ["built in", "not downloaded"]
    download, remove = (button(dialog, f"landprintModel{name}") for name in ("Download", "Remove"))
    assert not download.isEnabled()
    dialog.models.setCurrentItem(dialog.models.topLevelItem(1))
    assert download.isEnabled()
    assert not remove.isEnabled()
    with qtbot.waitSignal(dialog.download_wanted) as wanted:
        qtbot.mouseClick(download, Qt.MouseButton.LeftButton)
    assert wanted.args == [ENCODER]
    dialog.show_models([KeptModel(PLAIN, 0), KeptModel(ENCODER, 4_000_000)])
    assert dialog.models.topLevelItem(1).text(3) == "here, 4.0 MB"
    assert remove.isEnabled()


def test_interrupted_runs_are_removed_one_by_one_or_all(qtbot, shown):
    dialog = shown(ModelsDialog())
    run = {"source": "/a/scene.tif", "encoder": "clay-v1.5", "fraction": 0.4, "bytes": 39_000_000, "modified": 0.0}
    dialog.show_scratches([{**run, "key": "one"}, {**run, "key": "two"}])
    first = dialog.scratches.topLevelItem(0)
    assert [first.text(column) for column in range(4)] == ["scene.tif", "clay-v1.5", "40 %", "39 MB"]
    with qtbot.waitSignal(dialog.scratches_unwanted) as unwanted:
        qtbot.mouseClick(button(dialog, "landprintScratchesRemoveAll"), Qt.MouseButton.LeftButton)
    assert unwanted.args == [["one", "two"]]
    first.setSelected(True)
    with qtbot.waitSignal(dialog.scratches_unwanted) as unwanted:
        qtbot.mouseClick(button(dialog, "landprintScratchesRemove"), Qt.MouseButton.LeftButton)
    assert unwanted.args == [["one"]]


def test_the_line_of_the_kind_is_shown_and_its_menu_says_what_was_chosen(qtbot):
    line = KindLine()
    qtbot.addWidget(line)
    kind = {"kind": "alphaearth", "title": "AlphaEarth", "model": "AlphaEarth Foundations", "values": "alphaearth"}
    line.show_kind({"embedding": {**kind, "decoding": "By a formula.", "dim": 64}, "gsd_m": 10.0}, "auto")
    assert line.line == "AlphaEarth · 10 m · decoded"
    plain = line.menu().actions()[1]
    with qtbot.waitSignal(line.values_chosen) as chosen:
        plain.trigger()
    assert chosen.args == ["plain"]
    assert [action.isChecked() for action in line.menu().actions()] == [False, True, False, False]


def test_a_stac_item_is_kept_when_it_is_ticked(qtbot):
    button = KeepButton()
    qtbot.addWidget(button)
    (action,) = button.menu().actions()
    action.trigger()
    assert button.stac.isChecked()


def translations(language):
    """The language's texts by the English ones."""
    if language == "en":
        return {}
    messages = ET.parse(ROOT / "resources" / "i18n" / f"landprint_{language}.ts").iter("message")  # noqa: S314 - our own
    return {one.findtext("source"): one.findtext("translation") for one in messages}


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_no_button_is_cut_off_in_a_narrow_dock(qtbot, monkeypatch, language):
    found = translations(language)
    monkeypatch.setattr(translation, "find", lambda text, _n=-1: found.get(text, ""))
    similar, page, classes, advice = SimilarSection(ElidedNames()), ExamplesPage(), ClassesSection(), Advice()
    by_examples, by_itself = ClassesGroup(page, QWidget()), ClassesGroup(QWidget(), classes)
    window = QWidget()
    qtbot.addWidget(window)
    font = window.font()
    font.setPixelSize(13)  # as on most screens
    window.setFont(font)
    window.setLayout(column(similar, by_examples, by_itself, ChangeSection(), advice))
    similar.show_ready(ready=True)
    similar.show_kind(points=False, earth=False)
    similar.show_places([PickedPlace(1, 2)])
    similar.threshold.show_threshold(0.5, -1.0, 1.0)
    similar.show_results_ready(ready=True)
    similar.strip.show_places([0.86] * 10)
    page.show_map(shown=True, has_next=True)
    for group in (by_examples, by_itself):
        group.show_ready(examples=True, by_itself=True)
    by_itself.by_itself.setChecked(True)
    advice.show_encoders("Sentinel-2", [ENCODER])
    advice.show()
    window.resize(NARROW - SCROLL_BAR, 1200)
    window.show()
    assert window.width() == NARROW - SCROLL_BAR
    buttons = [one for one in window.findChildren(QPushButton) if one.isVisible() and not isinstance(one, LineButton)]
    assert len(buttons) > 8
    lines = {one: max(one.text().replace("&", "").split("\n"), key=len) for one in buttons}
    cut = [line for one, line in lines.items() if one.fontMetrics().horizontalAdvance(line) > one.width() - 2 * FRAME]
    assert cut == []
