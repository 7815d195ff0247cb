"""The dock's own widgets, without QGIS's libraries: they run on Qt 5 and Qt 6."""

from __future__ import annotations

import pytest
from landprint.plugin.dock.choices import PickedPlace
from landprint.plugin.dock.find_similar.form.places import PlaceList
from landprint.plugin.dock.find_similar.form.vector_plot import VectorPlot, extremes
from landprint.plugin.dock.look_at.imagery.bands_dialog import BandsDialog
from landprint.plugin.dock.widgets.elided_combo import ElidedCombo, ElidedNames
from landprint.plugin.dock.widgets.flow_layout import FlowLayout
from landprint.plugin.dock.widgets.forms import LineButton, QuietLabel, Rows
from landprint.plugin.dock.widgets.icons import about_icon, cross_icon
from landprint.plugin.dock.widgets.progress_button import READABLE, ProgressButton, contrast
from landprint.plugin.dock.widgets.words import area, cosine, counted, duration, facts_line, share, size, wait
from landprint.plugin.layers.sources.band import Band
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QPalette
from qgis.PyQt.QtWidgets import (
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QToolButton,
    QWidget,
)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.2, "less than a second"), (4.4, "about 4 s"), (43, "about 45 s"), (118, "about 2 min"), (9000, "about 2.5 h")],
)
def test_a_time_is_about_as_exact_as_it_is_known(seconds, text):
    assert duration(seconds) == text


@pytest.mark.parametrize(
    ("count", "text"),
    [(512, "512 bytes"), (4_000, "4.0 kB"), (34_000_000, "34 MB"), (999_900_000, "1.0 GB"), (5.16e9, "5.2 GB")],
)
def test_a_size_has_its_unit(count, text):
    assert size(count) == text


@pytest.mark.parametrize(
    ("square_metres", "text"), [(812, "812 m²"), (25_000, "2.5 ha"), (12_400_000, "12.4 km²"), (3.2e9, "3,200 km²")]
)
def test_an_area_has_its_unit(square_metres, text):
    assert area(square_metres) == text


def test_a_small_share_is_not_nothing():
    assert [share(0.004), share(0.12), share(0)] == ["0.4 %", "12 %", "0 %"]


def test_one_is_singular():
    assert [counted(1, "chip", "chips"), counted(1240, "chip", "chips")] == ["1 chip", "1,240 chips"]


def test_a_short_wait_is_the_engines_start_above_all():
    assert [wait(0.3), wait(3.2), wait(43)] == ["a few seconds", "a few seconds", "about 45 s"]


def test_a_line_of_facts_never_breaks_before_a_unit():
    assert facts_line(["4 chips", "34 MB"]) == "4\N{NO-BREAK SPACE}chips · 34\N{NO-BREAK SPACE}MB"


def test_a_text_without_room_ends_in_an_ellipsis(qtbot):
    wide, narrow = ElidedCombo(), ElidedCombo()
    for combo in (wide, narrow):
        qtbot.addWidget(combo)
        combo.addItem("guessed: counts with the offset of 1,000")
        combo.resize(160, 30)
    narrow.setItemText(0, "guessed: counts with the offset of 9,999")
    # What differs lies where there is no room, so that both look the same; a text that is just cut off does not end so.
    assert wide.grab().toImage() == narrow.grab().toImage()
    cut = QComboBox()
    qtbot.addWidget(cut)
    cut.addItem(wide.currentText())
    cut.resize(160, 30)
    assert cut.grab().toImage() != wide.grab().toImage()


def test_names_without_room_can_be_told_apart_by_both_ends(qtbot):
    names = ["SatCLIP ResNet18 L10", "SatCLIP ResNet18 L40", "Galileo ResNet18 L40"]
    pictures = []
    for name in names:
        combo = ElidedNames()
        qtbot.addWidget(combo)
        combo.addItem(name)
        combo.resize(110, 30)
        assert combo.fontMetrics().horizontalAdvance(name) > 110
        pictures.append(combo.grab().toImage())
    first, *others = pictures
    assert first not in others
    assert others[0] != others[1]


def test_a_line_without_room_keeps_its_end(qtbot):
    button = LineButton()
    qtbot.addWidget(button)
    button.resize(150, 30)
    button.show_line("Landsat Collection 2 Level 1 · 6 of 7 bands", "Landsat Collection 2 Level 1 · 6 of 7")
    assert button.text().startswith("Land")
    assert button.text().endswith("6 of 7")
    assert "…" in button.text()


def test_the_arrow_of_a_menu_takes_room_from_the_line(qtbot):
    lines = []
    for menu in (None, QMenu()):
        button = LineButton()
        qtbot.addWidget(button)
        button.setMenu(menu)
        button.resize(250, 30)
        button.show_line("Landprint · Random features · 512 dimensions and some more")
        lines.append(button.fontMetrics().horizontalAdvance(button.text()))
    assert lines[1] < lines[0]


def test_drawn_icons_have_the_pixels_of_fine_screens():
    for icon in (cross_icon(16), about_icon(16)):
        assert max(size.width() for size in icon.availableSizes()) >= 2 * 16


def test_the_button_becomes_progress_and_a_button_again(qtbot):
    button = ProgressButton("test", "Embed", "Make it")
    qtbot.addWidget(button)
    button.show()
    button.show_progress(0.4, "Embedding", 31)
    assert button.bar.isVisible()
    assert "about 30 s left" in button.bar.format()
    button.show_button()
    assert button.button.isVisible()
    assert not button.bar.isVisible()


def test_the_cross_cancels_once(qtbot):
    button = ProgressButton("test", "Embed", "Make it")
    qtbot.addWidget(button)
    button.show_progress(0.4, "Embedding", 31)
    with qtbot.waitSignal(button.cancelled):
        button.cross.click()
    assert not button.cross.isEnabled()
    button.show_button()
    button.show_progress(0.1, "Embedding", None)
    assert button.cross.isEnabled()


DARK = """
    QWidget { background: #323232; } QLabel { color: #aaaaaa; }
    QProgressBar { border: 1px solid #535353; text-align: center; } QProgressBar::chunk { background-color: #d7801a; }
"""


def contrasts(bar):
    """The best contrast with its ground, of the text on what is done and on what is not."""
    picture = bar.grab().toImage()
    edge, found = bar.width() // 2, []
    for first, last in ((bar.width() // 10, edge - 4), (edge + 4, 9 * bar.width() // 10)):
        middle = range(bar.height() // 4, 3 * bar.height() // 4)
        colours = [picture.pixelColor(x, y) for x in range(first, last) for y in middle]
        ground = picture.pixelColor(edge - 4 if last < edge else edge + 4, 3)
        found.append(max(contrast(colour, ground) for colour in colours))
    return found


def test_the_text_of_the_progress_is_read_in_a_theme_that_colours_labels_alone(qtbot):
    dark = QPalette(QApplication.palette())
    for role, colour in (("Text", "#111111"), ("Window", "#323232"), ("HighlightedText", "#323232")):
        dark.setColor(getattr(QPalette.ColorRole, role), QColor(colour))
    parent = QWidget()
    button = ProgressButton("test", "Embed", "Make it")
    button.setParent(parent)
    qtbot.addWidget(parent)
    parent.setStyleSheet(DARK)
    button.bar.setPalette(dark)
    button.resize(400, 30)
    parent.show()
    button.show_progress(0.5, "Embedding the whole of this layer")
    qtbot.waitUntil(button.bar.isVisible)
    assert button.bar.palette().color(QPalette.ColorRole.Text) == QColor("#111111")
    assert min(contrasts(button.bar)) >= READABLE


def test_the_next_progress_does_not_begin_where_the_last_one_ended(qtbot):
    button = ProgressButton("test", "Embed", "Make it")
    qtbot.addWidget(button)
    button.show_progress(0.9, "Embedding", 1)
    button.show_button()
    button.show_progress(0.0, "Starting…")
    assert button.bar.value() <= 0


@pytest.mark.parametrize(("count", "columns"), [(512, 100), (3, 100), (100, 100), (1024, 7)])
def test_every_value_is_in_one_group_of_the_plot(count, columns):
    values = [float((index * 37) % 101) for index in range(count)]
    groups = extremes(values, columns)
    assert len(groups) == min(count, columns)
    assert min(low for low, _ in groups) == min(values)
    assert max(high for _, high in groups) == max(values)


def test_no_values_have_no_groups():
    assert extremes([], 100) == []


@pytest.mark.parametrize("values", [[], [0.0] * 5, [1.0], [-1.0, 2.0, -3.0] * 400])
def test_the_plot_draws_any_vector(qtbot, values):
    plot = VectorPlot()
    qtbot.addWidget(plot)
    plot.resize(200, 40)
    plot.show_vector(values)
    image = plot.grab().toImage()
    colours = {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
    assert (len(colours) > 1) == bool(values)  # zeros are a line


def test_a_place_is_removed_by_its_own_button(qtbot):
    places = PlaceList()
    qtbot.addWidget(places)
    places.show_places([PickedPlace(1, 2), PickedPlace(3, 4, positive=False)])
    buttons = places.findChildren(QToolButton)
    assert [button.text()[:2] for button in buttons] == ["+1", "−2"]
    with qtbot.waitSignal(places.remove_wanted) as removed:
        buttons[1].click()
    assert removed.args == [1]


def test_places_that_do_not_fit_go_to_the_next_row(qtbot):
    body = QWidget()
    qtbot.addWidget(body)
    layout = FlowLayout(body)
    for _ in range(10):
        layout.addWidget(QLabel("place"))
    one_row = layout.heightForWidth(10_000)
    assert layout.heightForWidth(layout.minimumSize().width()) >= 10 * one_row


@pytest.fixture
def bands(qtbot):
    dialog = BandsDialog("scene", [Band(1, "blue"), Band(2, "green"), Band(3, "red")], [1, 3])
    qtbot.addWidget(dialog)
    return dialog


def test_the_chosen_bands_are_checked(bands):
    assert bands.numbers == [1, 3]


def test_one_band_at_least_stays_checked(bands):
    ok = bands.buttons.button(QDialogButtonBox.StandardButton.Ok)
    for index in (0, 2):
        bands.list.item(index).setCheckState(Qt.CheckState.Unchecked)
    assert not ok.isEnabled()
    bands.list.item(1).setCheckState(Qt.CheckState.Checked)
    assert bands.numbers == [2]
    assert ok.isEnabled()


@pytest.mark.parametrize(("value", "said"), [(0.834, "0.83"), (-0.466, "−0.47"), (-0.001, "0.00"), (1.0, "1.00")])
def test_a_similarity_is_said_with_two_digits(value, said):
    assert cosine(value) == said


def test_a_row_that_was_hidden_grows_with_its_text(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    layout = QFormLayout(window)
    rows, label = Rows(layout), QuietLabel("short")
    rows.add("first", "First", QLineEdit())
    rows.add_wide("explained", label)
    window.resize(200, 300)
    window.show()
    qtbot.waitExposed(window)
    for names in ({"first"}, {"first", "explained"}):
        rows.show_only(names)
        QApplication.processEvents()
        assert layout.rowCount() == len(names)
    label.setText("a sentence that takes many lines in a window as narrow as this one " * 3)
    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()) > 4 * label.fontMetrics().height())
