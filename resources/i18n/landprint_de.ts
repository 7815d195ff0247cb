<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Landprint</name>
    <message>
        <source>Landprint: what else looks like this place?</source>
        <translation>Landprint: Was sieht noch so aus wie dieser Ort?</translation>
    </message>
    <message>
        <source> of {cores}</source>
        <translation> von {cores}</translation>
    </message>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
    <message>
        <source>&amp;Add band</source>
        <translation>Kanal &amp;hinzufügen</translation>
    </message>
    <message>
        <source>&amp;AlphaEarth&apos;s codes</source>
        <translation>&amp;AlphaEarth-Codes</translation>
    </message>
    <message>
        <source>&amp;Back to Landprint&apos;s own</source>
        <translation>&amp;Zurück zu Landprints eigener</translation>
    </message>
    <message>
        <source>&amp;Cache folder</source>
        <translation>&amp;Cache-Ordner</translation>
    </message>
    <message>
        <source>&amp;Computer</source>
        <translation>&amp;Computer</translation>
    </message>
    <message>
        <source>&amp;Copy report</source>
        <translation>Bericht &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation>&amp;Gerät</translation>
    </message>
    <message>
        <source>&amp;Download…</source>
        <translation>&amp;Herunterladen…</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>&amp;Bearbeiten…</translation>
    </message>
    <message>
        <source>&amp;Engine</source>
        <translation>&amp;Engine</translation>
    </message>
    <message>
        <source>&amp;Look again</source>
        <translation>&amp;Nochmals prüfen</translation>
    </message>
    <message>
        <source>&amp;Memory</source>
        <translation>&amp;Arbeitsspeicher</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Open folder</source>
        <translation>Ordner ö&amp;ffnen</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>&amp;Pixel size (m)</source>
        <translation>&amp;Pixelgröße (m)</translation>
    </message>
    <message>
        <source>&amp;Plain numbers</source>
        <translation>&amp;Einfache Zahlen</translation>
    </message>
    <message>
        <source>&amp;Recognise again</source>
        <translation>&amp;Erneut erkennen</translation>
    </message>
    <message>
        <source>&amp;Remove band</source>
        <translation>Kanal &amp;entfernen</translation>
    </message>
    <message>
        <source>&amp;Remove…</source>
        <translation>&amp;Entfernen…</translation>
    </message>
    <message>
        <source>&amp;Scale</source>
        <translation>&amp;Skalierung</translation>
    </message>
    <message>
        <source>&amp;Sensor</source>
        <translation>&amp;Sensor</translation>
    </message>
    <message>
        <source>&amp;TESSERA&apos;s codes with their scales</source>
        <translation>&amp;TESSERA-Codes mit ihren Skalierungen</translation>
    </message>
    <message>
        <source>&amp;Threads</source>
        <translation>&amp;Threads</translation>
    </message>
    <message>
        <source>({least} to {most} in {folds} parts)</source>
        <translation>({least} bis {most} in {folds} Teilen)</translation>
    </message>
    <message>
        <source>, about {time} left</source>
        <translation>, noch etwa {time}</translation>
    </message>
    <message>
        <source>, {time} left</source>
        <translation>, noch {time}</translation>
    </message>
    <message>
        <source>8 bits where hardly anything is lost</source>
        <translation>8 Bit, wo kaum etwas verloren geht</translation>
    </message>
    <message>
        <source>A .ckpt or .safetensors file of the encoder&apos;s weights, to use instead of the downloaded ones.</source>
        <translation>Eine .ckpt- oder .safetensors-Datei mit den Gewichten des Encoders, statt der heruntergeladenen.</translation>
    </message>
    <message>
        <source>A .ckpt, .pt or .safetensors file of the encoder&apos;s weights, to use instead of the downloaded ones.</source>
        <translation>Eine .ckpt-, .pt- oder .safetensors-Datei mit den Gewichten des Encoders, statt der heruntergeladenen.</translation>
    </message>
    <message>
        <source>A .ckpt, .pt or .safetensors file, as it was published.</source>
        <translation>Eine .ckpt-, .pt- oder .safetensors-Datei, wie sie veröffentlicht wurde.</translation>
    </message>
    <message>
        <source>A GeoPackage (.gpkg, one column a dimension) or a GeoParquet file (.parquet, one column for the embedding).</source>
        <translation>Ein GeoPackage (.gpkg, eine Spalte je Dimension) oder eine GeoParquet-Datei (.parquet, eine Spalte für das Embedding).</translation>
    </message>
    <message>
        <source>A GeoTIFF in degrees with one band for each dimension.</source>
        <translation>Ein GeoTIFF in Grad mit einem Kanal je Dimension.</translation>
    </message>
    <message>
        <source>A GeoTIFF with one band for each dimension.</source>
        <translation>Ein GeoTIFF mit einem Kanal je Dimension.</translation>
    </message>
    <message>
        <source>A GeoTIFF with one band: the similarity, between -1 and 1.</source>
        <translation>Ein GeoTIFF mit einem Kanal: die Ähnlichkeit, zwischen -1 und 1.</translation>
    </message>
    <message>
        <source>A GeoTIFF with the number of the class, and 0 where there are no data.</source>
        <translation>Ein GeoTIFF mit der Nummer der Klasse, und 0, wo keine Daten sind.</translation>
    </message>
    <message>
        <source>A GeoTIFF: the predicted number, or the number of the class.</source>
        <translation>Ein GeoTIFF: die vorhergesagte Zahl oder die Nummer der Klasse.</translation>
    </message>
    <message>
        <source>A GeoTIFF: the similarity of place and image, between -1 and 1.</source>
        <translation>Ein GeoTIFF: die Ähnlichkeit von Ort und Bild, zwischen -1 und 1.</translation>
    </message>
    <message>
        <source>A copy of “{layer}” could not be written: {problem}</source>
        <translation>Eine Kopie von „{layer}“ konnte nicht geschrieben werden: {problem}</translation>
    </message>
    <message>
        <source>A file that describes another sensor: name, gsd, and for each band its name, wavelength in micrometres, mean and std. It counts instead of the choice above.</source>
        <translation>Eine Datei, die einen anderen Sensor beschreibt: name, gsd und für jeden Kanal name, wavelength in Mikrometern, mean und std. Sie gilt statt der Auswahl oben.</translation>
    </message>
    <message>
        <source>A file to check instead of the weights that are kept.</source>
        <translation>Eine Datei, die statt der vorhandenen Gewichte geprüft wird.</translation>
    </message>
    <message>
        <source>A file to set up a computer without a network by</source>
        <translation>Eine Datei, mit der ein Computer ohne Netz eingerichtet wird</translation>
    </message>
    <message>
        <source>A kit is one file with all that the engine needs. On a computer without a network, choose it there by “Install from a kit…”.</source>
        <translation>Ein Kit ist eine Datei mit allem, was die Engine braucht. Wählen Sie es auf einem Computer ohne Netz mit „Aus einem Kit installieren…“.</translation>
    </message>
    <message>
        <source>A large model for many sensors: Sentinel-2 and -1, Landsat, NAIP, LINZ, MODIS, or your own. Sees 256 pixels at once. Several seconds a chip without a graphics card.</source>
        <translation>Ein großes Modell für viele Sensoren: Sentinel-2 und -1, Landsat, NAIP, LINZ, MODIS oder Ihren eigenen. Sieht 256 Pixel auf einmal. Ohne Grafikkarte mehrere Sekunden je Ausschnitt.</translation>
    </message>
    <message>
        <source>A layer of points in any CRS and format, also one in memory or a selection; or a table with columns lon and lat or with WKT.</source>
        <translation>Ein Punktlayer in beliebigem KBS und Format, auch im Arbeitsspeicher oder eine Auswahl; oder eine Tabelle mit den Spalten lon und lat oder mit WKT.</translation>
    </message>
    <message>
        <source>A number or a category; “auto” tells by the type of the column.</source>
        <translation>Eine Zahl oder eine Kategorie; „auto“ erkennt es am Typ der Spalte.</translation>
    </message>
    <message>
        <source>A point has no coordinates in its layer&apos;s CRS.</source>
        <translation>Ein Punkt hat im KBS seines Layers keine Koordinaten.</translation>
    </message>
    <message>
        <source>A process that gets no further for so long is ended, and its tile given to another one.</source>
        <translation>Ein Prozess, der so lange nicht weiterkommt, wird beendet, und seine Kachel bekommt ein anderer.</translation>
    </message>
    <message>
        <source>A raster in a file, with one band or more, or a Sentinel-2 .SAFE folder or zip or a Landsat folder or tar. It is read piece by piece, whatever its size. Of a web layer, or one that QGIS computes, the extent is written into a temporary file first.</source>
        <translation>Ein Raster in einer Datei, mit einem Kanal oder mehreren, oder ein Sentinel-2-.SAFE-Ordner oder -zip oder ein Landsat-Ordner oder -tar. Es wird stückweise gelesen, wie groß es auch ist. Von einem Weblayer oder einem, den QGIS berechnet, wird die Ausdehnung zuerst in eine temporäre Datei geschrieben.</translation>
    </message>
    <message>
        <source>A raster of AlphaEarth&apos;s or TESSERA&apos;s, a .npy of TESSERA&apos;s with _scales.npy and landmask beside it, or the folder of its Zarr store.</source>
        <translation>Ein Raster von AlphaEarth oder TESSERA, eine .npy von TESSERA mit _scales.npy und Landmaske daneben oder der Ordner ihres Zarr-Speichers.</translation>
    </message>
    <message>
        <source>A sensor needs a band.</source>
        <translation>Ein Sensor braucht einen Kanal.</translation>
    </message>
    <message>
        <source>A small JSON file of plain numbers: a linear model of the embeddings.</source>
        <translation>Eine kleine JSON-Datei mit einfachen Zahlen: ein lineares Modell der Embeddings.</translation>
    </message>
    <message>
        <source>A virus scanner may be reading it: wait a minute and press the button again. If it stays, exclude the folder from the scan, and close other windows of QGIS.</source>
        <translation>Ein Virenscanner liest sie vielleicht gerade: Warten Sie eine Minute und drücken Sie den Knopf noch einmal. Wenn es so bleibt, nehmen Sie den Ordner von der Prüfung aus und schließen Sie andere Fenster von QGIS.</translation>
    </message>
    <message>
        <source>Add band</source>
        <translation>Kanal hinzufügen</translation>
    </message>
    <message>
        <source>All points with their similarity</source>
        <translation>Alle Punkte mit ihrer Ähnlichkeit</translation>
    </message>
    <message>
        <source>An embedding raster: made by “Embed raster”, or any raster whose bands are an embedding&apos;s dimensions.</source>
        <translation>Ein Embedding-Raster: mit „Raster einbetten“ erstellt, oder jedes Raster, dessen Kanäle die Dimensionen eines Embeddings sind.</translation>
    </message>
    <message>
        <source>An environment of your own, kits, what is wrong</source>
        <translation>Eine eigene Umgebung, Kits, und was nicht stimmt</translation>
    </message>
    <message>
        <source>An offset needs a scale.</source>
        <translation>Ein Versatz braucht eine Skalierung.</translation>
    </message>
    <message>
        <source>Analysis</source>
        <translation>Analyse</translation>
    </message>
    <message>
        <source>Another place: the similarity of both is then an output, from -1 to 1, as on a similarity map.</source>
        <translation>Ein anderer Ort: Die Ähnlichkeit beider ist dann eine Ausgabe, von -1 bis 1, wie auf einer Ähnlichkeitskarte.</translation>
    </message>
    <message>
        <source>Another program holds {name}.</source>
        <translation>Ein anderes Programm hält {name} fest.</translation>
    </message>
    <message>
        <source>Another window of QGIS is setting up the engine</source>
        <translation>Ein anderes Fenster von QGIS richtet die Engine gerade ein</translation>
    </message>
    <message>
        <source>Any computer</source>
        <translation>Ohne GPU</translation>
    </message>
    <message>
        <source>Anywhere on Earth</source>
        <translation>Irgendwo auf der Erde</translation>
    </message>
    <message>
        <source>Area of interest</source>
        <translation>Gebiet von Interesse</translation>
    </message>
    <message>
        <source>As the &amp;file says</source>
        <translation>Wie die &amp;Datei es sagt</translation>
    </message>
    <message>
        <source>Ask your administrator to add the company&apos;s certificate to this computer, or to QGIS under Settings &gt; Options &gt; Authentication; or install from a kit.</source>
        <translation>Bitten Sie Ihre Administration, das Zertifikat der Firma auf diesem Computer einzutragen, oder in QGIS unter Einstellungen &gt; Optionen &gt; Authentifizierung; oder installieren Sie aus einem Kit.</translation>
    </message>
    <message>
        <source>Ask your administrator to allow it, name your company&apos;s mirror in pip&apos;s settings (index-url), or install from a kit.</source>
        <translation>Bitten Sie Ihre Administration, es zu erlauben, nennen Sie den Spiegelserver Ihrer Firma in den Einstellungen von pip (index-url), oder installieren Sie aus einem Kit.</translation>
    </message>
    <message>
        <source>Attention heads</source>
        <translation>Attention-Köpfe</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>Attribut</translation>
    </message>
    <message>
        <source>Balanced: the patch itself and its surroundings</source>
        <translation>Ausgewogen: der Patch selbst und seine Umgebung</translation>
    </message>
    <message>
        <source>Balanced: two shifted grids</source>
        <translation>Ausgewogen: zwei versetzte Gitter</translation>
    </message>
    <message>
        <source>Band</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>Band of the image</source>
        <translation>Kanal des Bildes</translation>
    </message>
    <message>
        <source>Bands</source>
        <translation>Kanäle</translation>
    </message>
    <message>
        <source>Bands of {layer}</source>
        <translation>Kanäle von {layer}</translation>
    </message>
    <message>
        <source>Built in, nothing to download. Compares the fine texture and colours of any raster with small pieces of the raster itself (MOSAIKS). Fast and good for a first look; it has learned nothing about the Earth.</source>
        <translation>Eingebaut, nichts herunterzuladen. Vergleicht die feine Textur und die Farben eines beliebigen Rasters mit kleinen Stücken des Rasters selbst (MOSAIKS). Schnell und gut für einen ersten Blick; über die Erde hat es nichts gelernt.</translation>
    </message>
    <message>
        <source>Cache folder</source>
        <translation>Cache-Ordner</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>Change your own sensor</source>
        <translation>Ihren eigenen Sensor ändern</translation>
    </message>
    <message>
        <source>Chec&amp;k</source>
        <translation>&amp;Prüfen</translation>
    </message>
    <message>
        <source>Check the address, and the connection; QGIS may say more when it opens the address as a layer.</source>
        <translation>Prüfen Sie die Adresse und die Verbindung; QGIS sagt vielleicht mehr, wenn es die Adresse als Layer öffnet.</translation>
    </message>
    <message>
        <source>Check the connection, and whether QGIS needs a proxy (Settings &gt; Options &gt; Network). If your network blocks {name}, install from a kit.</source>
        <translation>Prüfen Sie die Verbindung, und ob QGIS einen Proxy braucht (Einstellungen &gt; Optionen &gt; Netzwerk). Wenn Ihr Netz {name} sperrt, installieren Sie aus einem Kit.</translation>
    </message>
    <message>
        <source>Check the proxy in QGIS under Settings &gt; Options &gt; Network, and whether a firewall blocks QGIS.</source>
        <translation>Prüfen Sie den Proxy in QGIS unter Einstellungen &gt; Optionen &gt; Netzwerk, und ob eine Firewall QGIS sperrt.</translation>
    </message>
    <message>
        <source>Check the rights of this folder, or whether a protection against ransomware blocks QGIS.</source>
        <translation>Prüfen Sie die Rechte dieses Ordners, oder ob ein Schutz vor Erpressungsprogrammen QGIS sperrt.</translation>
    </message>
    <message>
        <source>Check the room on its disk.</source>
        <translation>Prüfen Sie den Platz auf dem Datenträger.</translation>
    </message>
    <message>
        <source>Check weights</source>
        <translation>Gewichte prüfen</translation>
    </message>
    <message>
        <source>Checking this Python…</source>
        <translation>Dieses Python wird geprüft…</translation>
    </message>
    <message>
        <source>Chip of {side} × {side} px</source>
        <translation>Ausschnitt von {side} × {side} Pixeln</translation>
    </message>
    <message>
        <source>Choose a layer of points.</source>
        <translation>Wählen Sie einen Punktlayer.</translation>
    </message>
    <message>
        <source>Choose a layer that has some.</source>
        <translation>Wählen Sie einen Layer, der welche hat.</translation>
    </message>
    <message>
        <source>Choose a satellite image.</source>
        <translation>Wählen Sie ein Satellitenbild.</translation>
    </message>
    <message>
        <source>Choose a smaller area or larger pixels.</source>
        <translation>Wählen Sie ein kleineres Gebiet oder größere Pixel.</translation>
    </message>
    <message>
        <source>Choose a smaller area.</source>
        <translation>Wählen Sie ein kleineres Gebiet.</translation>
    </message>
    <message>
        <source>Choose a vector layer.</source>
        <translation>Wählen Sie einen Vektorlayer.</translation>
    </message>
    <message>
        <source>Choose an embedding raster, or an encoder of places and an extent.</source>
        <translation>Wählen Sie ein Embedding-Raster, oder einen Encoder von Orten und eine Ausdehnung.</translation>
    </message>
    <message>
        <source>Choose an environment with the packages of engine/requirements.txt, or let Landprint install its own.</source>
        <translation>Wählen Sie eine Umgebung mit den Paketen aus engine/requirements.txt, oder lassen Sie Landprint seine eigene installieren.</translation>
    </message>
    <message>
        <source>Choose another Python, or go back to Landprint&apos;s own: the dock has the buttons, under Other ways.</source>
        <translation>Wählen Sie ein anderes Python, oder kehren Sie zu dem von Landprint zurück: Die Knöpfe stehen im Bedienfeld unter „Andere Wege“.</translation>
    </message>
    <message>
        <source>Choose another area or larger pixels.</source>
        <translation>Wählen Sie ein anderes Gebiet oder größere Pixel.</translation>
    </message>
    <message>
        <source>Choose another area.</source>
        <translation>Wählen Sie ein anderes Gebiet.</translation>
    </message>
    <message>
        <source>Choose another cache folder in QGIS&apos;s options, under Landprint.</source>
        <translation>Wählen Sie in den Optionen von QGIS unter Landprint einen anderen Cache-Ordner.</translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation>Wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>Wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>Choose another, or select some.</source>
        <translation>Wählen Sie einen anderen, oder wählen Sie einige aus.</translation>
    </message>
    <message>
        <source>Choose polygons or a raster.</source>
        <translation>Wählen Sie Polygone oder ein Raster.</translation>
    </message>
    <message>
        <source>Choose the Python of an environment that has the engine&apos;s packages; it is checked first</source>
        <translation>Das Python einer Umgebung wählen, die die Pakete der Engine hat; es wird zuerst geprüft</translation>
    </message>
    <message>
        <source>Choose the Python of an environment that has the packages of engine/requirements.txt.</source>
        <translation>Wählen Sie das Python einer Umgebung, die die Pakete aus engine/requirements.txt hat.</translation>
    </message>
    <message>
        <source>Choose the file: {purpose}</source>
        <translation>Die Datei wählen: {purpose}</translation>
    </message>
    <message>
        <source>Choose {encoder}</source>
        <translation>{encoder} wählen</translation>
    </message>
    <message>
        <source>Choose: {name}</source>
        <translation>Wählen: {name}</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>Classes by size: {names}.</source>
        <translation>Klassen nach Größe: {names}.</translation>
    </message>
    <message>
        <source>Classes of the mask to leave out</source>
        <translation>Klassen der Maske, die wegbleiben</translation>
    </message>
    <message>
        <source>Clay v1.5</source>
        <translation>Clay v1.5</translation>
    </message>
    <message>
        <source>Click the image: all that the encoder sees at once around there becomes one embedding. Escape leaves.</source>
        <translation>Klicken Sie ins Bild: Aus allem, was der Encoder dort auf einmal sieht, wird ein Embedding. Mit Esc verlassen.</translation>
    </message>
    <message>
        <source>Click without Alt.</source>
        <translation>Klicken Sie ohne Alt.</translation>
    </message>
    <message>
        <source>Close other windows of QGIS, then try again.</source>
        <translation>Schließen Sie andere Fenster von QGIS, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Clouds and their shadows by what lies with the scene: Sentinel-2&apos;s SCL in its .SAFE, Landsat&apos;s QA_PIXEL in its folder or tar, or beside the image&apos;s file.</source>
        <translation>Wolken und ihre Schatten nach dem, was bei der Szene liegt: die SCL von Sentinel-2 in ihrem .SAFE, das QA_PIXEL von Landsat in Ordner oder tar, oder neben der Bilddatei.</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>Computer</translation>
    </message>
    <message>
        <source>Connect this computer and press the button again: what was downloaded is kept. Without any network, install from a kit.</source>
        <translation>Verbinden Sie diesen Computer, und drücken Sie den Knopf noch einmal: Was heruntergeladen ist, bleibt erhalten. Ganz ohne Netz installieren Sie aus einem Kit.</translation>
    </message>
    <message>
        <source>Context: the patch itself and wider surroundings</source>
        <translation>Kontext: der Patch selbst und eine weitere Umgebung</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Copy the chip&apos;s embedding to the clipboard</source>
        <translation>Das Embedding des Ausschnitts in die Zwischenablage kopieren</translation>
    </message>
    <message>
        <source>Cuts an image that is too large for one run into tiles, and says how long they will take. All that decides the result is written into a folder, the job. “Embed tiles” then does the work, “Index tiles” puts the tiles together into one embedding raster. Tiles without data are left out.</source>
        <translation>Zerlegt ein Bild, das für einen Lauf zu groß ist, in Kacheln, und sagt, wie lange sie dauern. Alles, was das Ergebnis bestimmt, wird in einen Ordner geschrieben, den Auftrag. „Kacheln einbetten“ macht dann die Arbeit, „Kacheln zusammenfügen“ macht aus ihnen ein Embedding-Raster. Kacheln ohne Daten bleiben weg.</translation>
    </message>
    <message>
        <source>Date of the image</source>
        <translation>Datum des Bildes</translation>
    </message>
    <message>
        <source>Degrees a pixel; 1 is about 111 km. The whole world at 0.1 degrees has 6.5 million places.</source>
        <translation>Grad je Pixel; 1 sind etwa 111 km. Die ganze Welt mit 0,1 Grad hat 6,5 Millionen Orte.</translation>
    </message>
    <message>
        <source>Delete the weights from this computer</source>
        <translation>Die Gewichte von diesem Computer löschen</translation>
    </message>
    <message>
        <source>Delete the weights of {encoder} from this computer?</source>
        <translation>Die Gewichte von {encoder} von diesem Computer löschen?</translation>
    </message>
    <message>
        <source>Delete what all interrupted runs did</source>
        <translation>Löschen, was alle unterbrochenen Läufe getan haben</translation>
    </message>
    <message>
        <source>Delete what these runs have done</source>
        <translation>Löschen, was diese Läufe getan haben</translation>
    </message>
    <message numerus="yes">
        <source>Delete what these {n} interrupted runs did? Started again, they begin from the beginning.</source>
        <translation>
            <numerusform>Löschen, was dieser unterbrochene Lauf getan hat? Neu gestartet beginnt er von vorn.</numerusform>
            <numerusform>Löschen, was diese {n} unterbrochenen Läufe getan haben? Neu gestartet beginnen sie von vorn.</numerusform>
        </translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Feinheit</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Dia&amp;gnose…</source>
        <translation>&amp;Diagnose…</translation>
    </message>
    <message>
        <source>Dimension</source>
        <translation>Dimension</translation>
    </message>
    <message>
        <source>Do not use the chosen Python any more</source>
        <translation>Das gewählte Python nicht mehr verwenden</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Download the engine and set it up</source>
        <translation>Die Engine herunterladen und einrichten</translation>
    </message>
    <message>
        <source>Download the weights of {encoder}, {size}?

From {address}
Licence: {licence}

They are kept in Landprint&apos;s cache folder and checked when they are there.</source>
        <translation>Die Gewichte von {encoder} herunterladen, {size}?

Von {address}
Lizenz: {licence}

Sie kommen in Landprints Cache-Ordner und werden dort geprüft.</translation>
    </message>
    <message>
        <source>Download the weights; you are asked</source>
        <translation>Die Gewichte herunterladen; Sie werden gefragt</translation>
    </message>
    <message>
        <source>Download the weights; you are asked before</source>
        <translation>Die Gewichte herunterladen; Sie werden vorher gefragt</translation>
    </message>
    <message>
        <source>Download weights</source>
        <translation>Gewichte herunterladen</translation>
    </message>
    <message>
        <source>Downloading {package}</source>
        <translation>{package} wird heruntergeladen</translation>
    </message>
    <message>
        <source>Draw a rectangle on the map.</source>
        <translation>Zeichnen Sie ein Rechteck auf die Karte.</translation>
    </message>
    <message>
        <source>Drawn by QGIS from the layer “{name}”: {size}.</source>
        <translation>Von QGIS aus dem Layer „{name}“ gezeichnet: {size}.</translation>
    </message>
    <message>
        <source>Edit the sensor</source>
        <translation>Den Sensor bearbeiten</translation>
    </message>
    <message>
        <source>Embed an area of it first.</source>
        <translation>Betten Sie zuerst ein Gebiet davon ein.</translation>
    </message>
    <message>
        <source>Embed it first.</source>
        <translation>Betten Sie ihn zuerst ein.</translation>
    </message>
    <message>
        <source>Embed locations</source>
        <translation>Orte einbetten</translation>
    </message>
    <message>
        <source>Embed points</source>
        <translation>Punkte einbetten</translation>
    </message>
    <message>
        <source>Embed raster</source>
        <translation>Raster einbetten</translation>
    </message>
    <message>
        <source>Embed tiles</source>
        <translation>Kacheln einbetten</translation>
    </message>
    <message>
        <source>Embedded points</source>
        <translation>Eingebettete Punkte</translation>
    </message>
    <message>
        <source>Embedding at a point</source>
        <translation>Embedding an einem Punkt</translation>
    </message>
    <message>
        <source>Embedding of the chip at a point</source>
        <translation>Embedding des Ausschnitts an einem Punkt</translation>
    </message>
    <message>
        <source>Embedding raster</source>
        <translation>Embedding-Raster</translation>
    </message>
    <message>
        <source>Embedding raster of places</source>
        <translation>Embedding-Raster von Orten</translation>
    </message>
    <message>
        <source>Embedding the chip…</source>
        <translation>Der Ausschnitt wird eingebettet…</translation>
    </message>
    <message>
        <source>Embedding, as a JSON list</source>
        <translation>Embedding als JSON-Liste</translation>
    </message>
    <message>
        <source>Embeddings</source>
        <translation>Embeddings</translation>
    </message>
    <message>
        <source>Embeddings carry a trace of their place in the square that the encoder saw. “remove” takes it out, so that classes follow the land; “keep” leaves them as the encoder gave them.</source>
        <translation>Embeddings tragen eine Spur ihrer Lage in dem Quadrat, das der Encoder gesehen hat. „remove“ nimmt sie heraus, damit Klassen dem Land folgen; „keep“ lässt sie, wie der Encoder sie gab.</translation>
    </message>
    <message>
        <source>Embeddings of the Earth</source>
        <translation>Embeddings der Erde</translation>
    </message>
    <message>
        <source>Embeds the square of a satellite image around a point as a whole, as the encoders&apos; published recipes do: 256 x 256 pixels for Clay, 8 x 8 patches for Galileo. Nothing else of the image is embedded, so it takes seconds. The embedding comes as a list of numbers that can be stored, compared or plotted.</source>
        <translation>Bettet das Quadrat eines Satellitenbildes um einen Punkt als Ganzes ein, wie es die Veröffentlichungen der Encoder tun: 256 x 256 Pixel für Clay, 8 x 8 Patches für Galileo. Sonst wird nichts vom Bild eingebettet, deshalb dauert es nur Sekunden. Das Embedding ist eine Liste von Zahlen, die man speichern, vergleichen oder zeichnen kann.</translation>
    </message>
    <message>
        <source>Embeds the tiles of a job by several processes side by side. It may be cancelled, and the computer be switched off: run again, it goes on where it stopped, and what is done is not done again. The log says how much time is left.</source>
        <translation>Bettet die Kacheln eines Auftrags mit mehreren Prozessen nebeneinander ein. Es darf abgebrochen und der Computer ausgeschaltet werden: Neu gestartet geht es dort weiter, wo es aufgehört hat, und nichts wird zweimal gemacht. Das Protokoll sagt, wie viel Zeit noch bleibt.</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>Encoder</translation>
    </message>
    <message>
        <source>Encoder of places</source>
        <translation>Encoder von Orten</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>Engine&apos;s &amp;Python</source>
        <translation>&amp;Python der Engine</translation>
    </message>
    <message>
        <source>Engine&apos;s Python</source>
        <translation>Python der Engine</translation>
    </message>
    <message>
        <source>Enter them in QGIS under Settings &gt; Options &gt; Network, then press the button again.</source>
        <translation>Geben Sie sie in QGIS unter Einstellungen &gt; Optionen &gt; Netzwerk ein, und drücken Sie den Knopf noch einmal.</translation>
    </message>
    <message>
        <source>Everything works.</source>
        <translation>Alles funktioniert.</translation>
    </message>
    <message>
        <source>Export the part that you need as a GeoTIFF (Layer &gt; Save As) and use that.</source>
        <translation>Exportieren Sie den benötigten Teil als GeoTIFF (Layer &gt; Speichern als) und verwenden Sie diesen.</translation>
    </message>
    <message>
        <source>Extent</source>
        <translation>Ausdehnung</translation>
    </message>
    <message>
        <source>Extent to search</source>
        <translation>Ausdehnung der Suche</translation>
    </message>
    <message>
        <source>Fast: each patch by itself</source>
        <translation>Schnell: jeder Patch für sich</translation>
    </message>
    <message>
        <source>Fast: one grid of chips</source>
        <translation>Schnell: ein Gitter von Ausschnitten</translation>
    </message>
    <message>
        <source>Feature ids with commas between: “12” or “12,40”. When it and the place below are empty: what is selected in the layer.</source>
        <translation>Objekt-IDs mit Kommas dazwischen: „12“ oder „12,40“. Wenn sie und der Ort unten leer sind: was im Layer ausgewählt ist.</translation>
    </message>
    <message>
        <source>Fetches the weights of an encoder from the Hugging Face Hub, where its authors publish them, and checks them. Only what is needed of the file travels. A download that was interrupted or cancelled continues where it stopped. Nothing is ever downloaded unless you run this, or press the button in the panel. A proxy or a mirror that is set up for this computer counts, too.</source>
        <translation>Holt die Gewichte eines Encoders vom Hugging Face Hub, wo die Autoren sie veröffentlichen, und prüft sie. Nur was von der Datei gebraucht wird, wird übertragen. Ein unterbrochener oder abgebrochener Download geht dort weiter, wo er aufgehört hat. Nichts wird je heruntergeladen, wenn Sie nicht dies starten oder den Knopf im Bedienfeld drücken. Ein Proxy oder Spiegelserver, der auf diesem Computer eingestellt ist, gilt auch hier.</translation>
    </message>
    <message>
        <source>File of the image encoder&apos;s weights</source>
        <translation>Datei der Gewichte des Bild-Encoders</translation>
    </message>
    <message>
        <source>File of weights</source>
        <translation>Datei der Gewichte</translation>
    </message>
    <message>
        <source>File that is kept</source>
        <translation>Datei, die behalten wird</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filters of another embedding raster</source>
        <translation>Filter eines anderen Embedding-Rasters</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Finds the embedded points that are most like one that you pick, or like several together. Pick by selecting them in the layer, by their ids, or by a place: then the point nearest to it is meant.</source>
        <translation>Findet die eingebetteten Punkte, die einem gewählten oder mehreren zusammen am ähnlichsten sind. Wählen Sie sie im Layer aus, durch ihre IDs oder durch einen Ort: dann ist der nächste Punkt gemeint.</translation>
    </message>
    <message>
        <source>Fit attribute</source>
        <translation>Attribut anpassen</translation>
    </message>
    <message>
        <source>Fitted attribute</source>
        <translation>Angepasstes Attribut</translation>
    </message>
    <message>
        <source>For a report of a fault: without names of users and computers, tokens and passwords</source>
        <translation>Für eine Fehlermeldung: ohne Namen von Benutzern und Computern, ohne Schlüssel und Passwörter</translation>
    </message>
    <message>
        <source>For embeddings at most</source>
        <translation>Höchstens für Embeddings</translation>
    </message>
    <message>
        <source>Forget what was corrected, and take what Landprint recognises</source>
        <translation>Vergessen, was korrigiert wurde, und nehmen, was Landprint erkennt</translation>
    </message>
    <message>
        <source>Free some space on that disk, then press the button again.</source>
        <translation>Schaffen Sie Platz auf diesem Datenträger, und drücken Sie den Knopf noch einmal.</translation>
    </message>
    <message>
        <source>Free some space on the disk of {name}, then press the button again: what was downloaded is kept.</source>
        <translation>Schaffen Sie Platz auf dem Datenträger von {name}, und drücken Sie den Knopf noch einmal: Was heruntergeladen ist, bleibt erhalten.</translation>
    </message>
    <message>
        <source>From an embedding raster</source>
        <translation>Aus einem Embedding-Raster</translation>
    </message>
    <message>
        <source>From {origin}.</source>
        <translation>Von {origin}.</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>GB</translation>
    </message>
    <message>
        <source>Galileo nano</source>
        <translation>Galileo nano</translation>
    </message>
    <message>
        <source>Galileo takes 1 to 8, and its chip is 8 patches wide; Clay takes 8. SatCLIP&apos;s image encoders have their own size, whatever is given here.</source>
        <translation>Galileo nimmt 1 bis 8, und sein Ausschnitt ist 8 Patches breit; Clay nimmt 8. Die Bild-Encoder von SatCLIP haben ihre eigene Größe, was auch immer hier steht.</translation>
    </message>
    <message>
        <source>Galileo-nano</source>
        <translation>Galileo-nano</translation>
    </message>
    <message>
        <source>GeoTIFF (*.tif)</source>
        <translation>GeoTIFF (*.tif)</translation>
    </message>
    <message>
        <source>Give a point or a layer with features.</source>
        <translation>Geben Sie einen Punkt an, oder einen Layer mit Objekten.</translation>
    </message>
    <message>
        <source>Give it a name that ends in {wanted}.</source>
        <translation>Geben Sie ihr einen Namen, der auf {wanted} endet.</translation>
    </message>
    <message>
        <source>Give the extent of the part.</source>
        <translation>Geben Sie die Ausdehnung des Teils an.</translation>
    </message>
    <message>
        <source>Give the sensor a name.</source>
        <translation>Geben Sie dem Sensor einen Namen.</translation>
    </message>
    <message>
        <source>Gives each point the embedding of its place: by an encoder of places, without any imagery, or read from an embedding raster. All attributes are kept; a point without geometry gets none. Similar points, classes and predictions are made from it. {limits}</source>
        <translation>Gibt jedem Punkt das Embedding seines Ortes: von einem Encoder von Orten, ohne Bilder, oder aus einem Embedding-Raster gelesen. Alle Attribute bleiben erhalten; ein Punkt ohne Geometrie bekommt keines. Ähnliche Punkte, Klassen und Vorhersagen werden daraus gemacht. {limits}</translation>
    </message>
    <message>
        <source>Go on with the engine that is there</source>
        <translation>Mit der vorhandenen Engine weitermachen</translation>
    </message>
    <message>
        <source>Groups an embedding raster into classes of places that look alike, without any examples. The largest class is number 1. The result has a palette and the share of each class.</source>
        <translation>Ordnet ein Embedding-Raster in Klassen von Orten, die gleich aussehen, ohne Beispiele. Die größte Klasse hat die Nummer 1. Das Ergebnis hat eine Palette und den Anteil jeder Klasse.</translation>
    </message>
    <message>
        <source>Groups embedded points into classes of places that are alike, without any examples. The result is the points with a column “class”, drawn by it; the largest class is number 1.</source>
        <translation>Ordnet eingebettete Punkte in Klassen von ähnlichen Orten, ohne Beispiele. Das Ergebnis sind die Punkte mit einer Spalte „class“, danach gezeichnet; die größte Klasse hat die Nummer 1.</translation>
    </message>
    <message>
        <source>Hour of the image</source>
        <translation>Stunde des Bildes</translation>
    </message>
    <message>
        <source>How exactly models compute</source>
        <translation>Wie genau Modelle rechnen</translation>
    </message>
    <message>
        <source>How far the squares that Clay sees at once overlap; only their middle is kept.</source>
        <translation>Wie weit sich die Quadrate überlappen, die Clay auf einmal sieht; nur ihre Mitte wird behalten.</translation>
    </message>
    <message>
        <source>How far the work is, and about how long it will take</source>
        <translation>Wie weit die Arbeit ist, und wie lange sie etwa noch dauert</translation>
    </message>
    <message>
        <source>How many kinds of places to tell apart.</source>
        <translation>Wie viele Arten von Orten unterschieden werden.</translation>
    </message>
    <message>
        <source>How many of the most likely places to give, at least 300 km apart.</source>
        <translation>Wie viele der wahrscheinlichsten Orte ausgegeben werden, mindestens 300 km voneinander.</translation>
    </message>
    <message>
        <source>How many of the most similar points to give.</source>
        <translation>Wie viele der ähnlichsten Punkte ausgegeben werden.</translation>
    </message>
    <message>
        <source>How many tiles are embedded side by side. They share the processor&apos;s cores and the memory. Half as many as there are cores when it is left empty.</source>
        <translation>Wie viele Kacheln nebeneinander eingebettet werden. Sie teilen sich die Kerne des Prozessors und den Arbeitsspeicher. Halb so viele wie Kerne, wenn es leer bleibt.</translation>
    </message>
    <message>
        <source>How often each place is looked at. “fast” looks once, “balanced” at shifted positions too, “context” (of Galileo) at wider surroundings, “plain” as the model was published. “auto” is the encoder&apos;s own choice.</source>
        <translation>Wie oft jeder Ort angesehen wird. „fast“ schaut einmal, „balanced“ auch an versetzten Stellen, „context“ (von Galileo) auf eine weitere Umgebung, „plain“ wie das Modell veröffentlicht wurde. „auto“ ist die eigene Wahl des Encoders.</translation>
    </message>
    <message>
        <source>How well each place fits</source>
        <translation>Wie gut jeder Ort passt</translation>
    </message>
    <message>
        <source>Ids of the picked points</source>
        <translation>IDs der gewählten Punkte</translation>
    </message>
    <message>
        <source>If pip&apos;s settings name a mirror, it may lack this file: ask its administrator, or install from a kit.</source>
        <translation>Wenn die Einstellungen von pip einen Spiegelserver nennen, fehlt dort vielleicht diese Datei: Fragen Sie dessen Administration, oder installieren Sie aus einem Kit.</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Import embeddings</source>
        <translation>Embeddings importieren</translation>
    </message>
    <message>
        <source>Import weights</source>
        <translation>Gewichte importieren</translation>
    </message>
    <message>
        <source>In any CRS. The whole world when it is left empty.</source>
        <translation>In beliebigem KBS. Die ganze Welt, wenn es leer bleibt.</translation>
    </message>
    <message>
        <source>In place of one satellite image: a text file with one image or scene in each line. Each is tiled on a grid of its own.</source>
        <translation>Statt eines Satellitenbildes: eine Textdatei mit einem Bild oder einer Szene je Zeile. Jedes wird auf seinem eigenen Gitter gekachelt.</translation>
    </message>
    <message>
        <source>In which order Clay is told where the image is: as documented, or as its training data most likely had it.</source>
        <translation>In welcher Reihenfolge Clay erfährt, wo das Bild liegt: wie dokumentiert, oder wie es seine Trainingsdaten höchstwahrscheinlich hatten.</translation>
    </message>
    <message>
        <source>In {folder}: {weights} of weights, {runs} of interrupted runs. Another folder is chosen in QGIS&apos;s options, under Landprint.</source>
        <translation>In {folder}: {weights} Gewichte, {runs} unterbrochene Läufe. Einen anderen Ordner wählen Sie in den Optionen von QGIS, unter Landprint.</translation>
    </message>
    <message>
        <source>Index tiles</source>
        <translation>Kacheln zusammenfügen</translation>
    </message>
    <message>
        <source>Install from a &amp;kit…</source>
        <translation>Aus einem &amp;Kit installieren…</translation>
    </message>
    <message>
        <source>Install from a kit, or use an existing environment of Python 3.10 or newer.</source>
        <translation>Installieren Sie aus einem Kit, oder verwenden Sie eine vorhandene Umgebung mit Python 3.10 oder neuer.</translation>
    </message>
    <message>
        <source>Install “Microsoft Visual C++ Redistributable (x64)” from Microsoft, then press the button again.</source>
        <translation>Installieren Sie „Microsoft Visual C++ Redistributable (x64)“ von Microsoft, und drücken Sie den Knopf noch einmal.</translation>
    </message>
    <message>
        <source>Installing {count} packages</source>
        <translation>{count} Pakete werden installiert</translation>
    </message>
    <message>
        <source>Interrupted runs</source>
        <translation>Unterbrochene Läufe</translation>
    </message>
    <message>
        <source>Is the disk full?</source>
        <translation>Ist der Datenträger voll?</translation>
    </message>
    <message>
        <source>It holds {member}.</source>
        <translation>Es enthält {member}.</translation>
    </message>
    <message>
        <source>It is not added to the project: this QGIS does not read GeoParquet.</source>
        <translation>Er wird nicht zum Projekt hinzugefügt: Dieses QGIS liest kein GeoParquet.</translation>
    </message>
    <message>
        <source>It may be damaged: download the scene again. JPEG 2000 needs GDAL&apos;s driver for it.</source>
        <translation>Sie ist vielleicht beschädigt: Laden Sie die Szene noch einmal herunter. JPEG 2000 braucht den Treiber von GDAL dafür.</translation>
    </message>
    <message>
        <source>It may have been changed on the way: press the button again. If it stays, tell whoever runs your proxy or mirror.</source>
        <translation>Sie wurde vielleicht unterwegs verändert: Drücken Sie den Knopf noch einmal. Wenn es so bleibt, sagen Sie es denen, die Ihren Proxy oder Spiegelserver betreiben.</translation>
    </message>
    <message>
        <source>It needs a column named lon or longitude, and one named lat or latitude, or one of WKT.</source>
        <translation>Sie braucht eine Spalte namens lon oder longitude und eine namens lat oder latitude, oder eine mit WKT.</translation>
    </message>
    <message>
        <source>It was not recognised.</source>
        <translation>Er wurde nicht erkannt.</translation>
    </message>
    <message>
        <source>Its colours are no measured reflectances; the service&apos;s own terms count.</source>
        <translation>Seine Farben sind keine gemessenen Reflexionsgrade; es gelten die Bedingungen des Dienstes.</translation>
    </message>
    <message>
        <source>Its last words: {words}</source>
        <translation>Ihre letzten Worte: {words}</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>K-means classes</source>
        <translation>K-Means-Klassen</translation>
    </message>
    <message>
        <source>K-means classes of points</source>
        <translation>K-Means-Klassen von Punkten</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Keep the embeddings in</source>
        <translation>Die Embeddings behalten in</translation>
    </message>
    <message>
        <source>Keep the kit in</source>
        <translation>Das Kit speichern in</translation>
    </message>
    <message>
        <source>Keep the results in</source>
        <translation>Die Ergebnisse behalten in</translation>
    </message>
    <message>
        <source>Keep this embedding layer in a file: so far it is a temporary one, which goes when QGIS ends</source>
        <translation>Diesen Embedding-Layer in einer Datei behalten: Bisher ist er temporär und geht mit QGIS verloren</translation>
    </message>
    <message>
        <source>Keeping results with the project…</source>
        <translation>Ergebnisse werden beim Projekt abgelegt…</translation>
    </message>
    <message>
        <source>Keep…</source>
        <translation>Behalten…</translation>
    </message>
    <message>
        <source>Kept in {path}, {size}.</source>
        <translation>In {path} behalten, {size}.</translation>
    </message>
    <message>
        <source>Kind of embeddings</source>
        <translation>Art der Embeddings</translation>
    </message>
    <message>
        <source>Kind of embeddings: {line}</source>
        <translation>Art der Embeddings: {line}</translation>
    </message>
    <message>
        <source>Kits (*.zip)</source>
        <translation>Kits (*.zip)</translation>
    </message>
    <message>
        <source>LINZ aerial imagery</source>
        <translation>LINZ-Luftbilder</translation>
    </message>
    <message>
        <source>Landprint (embeddings of satellite images)</source>
        <translation>Landprint (Embeddings von Satellitenbildern)</translation>
    </message>
    <message>
        <source>Landprint attribute (*.json)</source>
        <translation>Landprint-Attribut (*.json)</translation>
    </message>
    <message>
        <source>Landprint draws {size} of this layer, {megabytes} MB.</source>
        <translation>Landprint zeichnet {size} dieses Layers, {megabytes} MB.</translation>
    </message>
    <message>
        <source>Landprint failed.</source>
        <translation>Landprint ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Landprint has installed no engine here: there is nothing to remove.</source>
        <translation>Landprint hat hier keine Engine installiert: Es gibt nichts zu entfernen.</translation>
    </message>
    <message>
        <source>Landprint needs its engine: {source}, {disk} GB on disk, once. It goes into {folder} and never into QGIS&apos;s Python.</source>
        <translation>Landprint braucht seine Engine: {source}, {disk} GB auf dem Datenträger, einmal. Sie kommt nach {folder} und nie in das Python von QGIS.</translation>
    </message>
    <message>
        <source>Landprint was updated, and its engine is of an older version.</source>
        <translation>Landprint wurde aktualisiert, und seine Engine ist von einer älteren Version.</translation>
    </message>
    <message>
        <source>Landprint writes {size} of this layer, {megabytes} MB.</source>
        <translation>Landprint schreibt {size} dieses Layers, {megabytes} MB.</translation>
    </message>
    <message>
        <source>Landprint {version}, in {folder}.</source>
        <translation>Landprint {version}, in {folder}.</translation>
    </message>
    <message>
        <source>Landprint&apos;s engine did not start within {seconds} seconds.</source>
        <translation>Landprints Engine ist nicht innerhalb von {seconds} Sekunden gestartet.</translation>
    </message>
    <message>
        <source>Landprint&apos;s engine does not run on this computer: {name}.</source>
        <translation>Landprints Engine läuft auf diesem Computer nicht: {name}.</translation>
    </message>
    <message>
        <source>Landprint&apos;s engine does not start (exit code {exit_code}){reason}</source>
        <translation>Landprints Engine startet nicht (Exit-Code {exit_code}){reason}</translation>
    </message>
    <message>
        <source>Landprint&apos;s engine ended unexpectedly (exit code {exit_code}).</source>
        <translation>Landprints Engine wurde unerwartet beendet (Exit-Code {exit_code}).</translation>
    </message>
    <message>
        <source>Landprint&apos;s engine is not set up yet.</source>
        <translation>Landprints Engine ist noch nicht eingerichtet.</translation>
    </message>
    <message>
        <source>Landprint&apos;s engine is of another version ({engine}).</source>
        <translation>Landprints Engine ist von einer anderen Version ({engine}).</translation>
    </message>
    <message>
        <source>Landprint&apos;s engine is set up.</source>
        <translation>Landprints Engine ist eingerichtet.</translation>
    </message>
    <message>
        <source>Landprint&apos;s engine was removed: {size} are free again.</source>
        <translation>Landprints Engine wurde entfernt: {size} sind wieder frei.</translation>
    </message>
    <message>
        <source>Landprint&apos;s kits (*.zip);;All files (*)</source>
        <translation>Landprints Kits (*.zip);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Landprint&apos;s menu</source>
        <translation>Landprints Menü</translation>
    </message>
    <message>
        <source>Landprint&apos;s own</source>
        <translation>wie von Landprint eingerichtet</translation>
    </message>
    <message>
        <source>Landprint: Diagnose</source>
        <translation>Landprint: Diagnose</translation>
    </message>
    <message>
        <source>Landprint: Models and storage</source>
        <translation>Landprint: Modelle und Speicher</translation>
    </message>
    <message>
        <source>Landprint: STAC item</source>
        <translation>Landprint: STAC-Item</translation>
    </message>
    <message>
        <source>Landprint: check a Python</source>
        <translation>Landprint: ein Python prüfen</translation>
    </message>
    <message>
        <source>Landprint: check {encoder}</source>
        <translation>Landprint: {encoder} prüfen</translation>
    </message>
    <message>
        <source>Landprint: diagnose</source>
        <translation>Landprint: Diagnose</translation>
    </message>
    <message>
        <source>Landprint: download {encoder}</source>
        <translation>Landprint: {encoder} herunterladen</translation>
    </message>
    <message>
        <source>Landprint: embed the Earth ({encoder})</source>
        <translation>Landprint: die Erde einbetten ({encoder})</translation>
    </message>
    <message>
        <source>Landprint: embed {layer}</source>
        <translation>Landprint: {layer} einbetten</translation>
    </message>
    <message>
        <source>Landprint: import {encoder}</source>
        <translation>Landprint: {encoder} importieren</translation>
    </message>
    <message>
        <source>Landprint: keep {layer}</source>
        <translation>Landprint: {layer} behalten</translation>
    </message>
    <message>
        <source>Landprint: make a kit</source>
        <translation>Landprint: ein Kit erstellen</translation>
    </message>
    <message>
        <source>Landprint: measure the engine</source>
        <translation>Landprint: die Engine messen</translation>
    </message>
    <message>
        <source>Landprint: open {file}</source>
        <translation>Landprint: {file} öffnen</translation>
    </message>
    <message>
        <source>Landprint: remove the engine</source>
        <translation>Landprint: die Engine entfernen</translation>
    </message>
    <message>
        <source>Landprint: set up the engine</source>
        <translation>Landprint: die Engine einrichten</translation>
    </message>
    <message>
        <source>Landsat Collection 2 Level 1</source>
        <translation>Landsat Collection 2 Level 1</translation>
    </message>
    <message>
        <source>Landsat Collection 2 surface reflectance</source>
        <translation>Landsat Collection 2, Oberflächenreflexion</translation>
    </message>
    <message>
        <source>Large areas</source>
        <translation>Große Gebiete</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <source>Learned from satellite images of the whole Earth. For Sentinel-2 with ten bands, or the visible ones alone. Small enough for any laptop: the first choice for Sentinel-2.</source>
        <translation>Hat aus Satellitenbildern der ganzen Erde gelernt. Für Sentinel-2 mit zehn Kanälen, oder den sichtbaren allein. Klein genug für jeden Laptop: die erste Wahl für Sentinel-2.</translation>
    </message>
    <message>
        <source>Learns how an attribute of embedded points, such as a mean temperature or a kind of climate, follows from their embeddings. The score is measured on squares of the Earth that were kept apart, since neighbours know each other&apos;s value and would flatter it. “Predict attribute” and “Map attribute” use the result.</source>
        <translation>Lernt, wie ein Attribut eingebetteter Punkte, etwa eine mittlere Temperatur oder eine Klimaart, aus ihren Embeddings folgt. Gemessen wird auf Quadraten der Erde, die zurückgehalten wurden, weil Nachbarn den Wert voneinander kennen und das Maß schönen würden. „Attribut vorhersagen“ und „Attribut kartieren“ verwenden das Ergebnis.</translation>
    </message>
    <message>
        <source>Leave it as it &amp;is</source>
        <translation>Lassen, &amp;wie es ist</translation>
    </message>
    <message>
        <source>Leave out the scene&apos;s own clouds</source>
        <translation>Die Wolken der Szene selbst weglassen</translation>
    </message>
    <message>
        <source>Length of the vector</source>
        <translation>Länge des Vektors</translation>
    </message>
    <message>
        <source>Length of the vector: {length}</source>
        <translation>Länge des Vektors: {length}</translation>
    </message>
    <message>
        <source>Let your administrator enable long paths in Windows, or install for a user whose folder has a shorter name.</source>
        <translation>Lassen Sie Ihre Administration lange Pfade in Windows erlauben, oder installieren Sie für einen Benutzer, dessen Ordner einen kürzeren Namen hat.</translation>
    </message>
    <message>
        <source>Level 2A with all 12 bands (B01 to B12 without B10), in counts or reflectance.</source>
        <translation>Level 2A mit allen 12 Kanälen (B01 bis B12 ohne B10), in Zählwerten oder Reflexionsgraden.</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Licence: {licence} ({address}).</source>
        <translation>Lizenz: {licence} ({address}).</translation>
    </message>
    <message>
        <source>Linux, ARM</source>
        <translation>Linux, ARM</translation>
    </message>
    <message>
        <source>Linux, Intel or AMD</source>
        <translation>Linux, Intel oder AMD</translation>
    </message>
    <message>
        <source>Locate image</source>
        <translation>Bild verorten</translation>
    </message>
    <message>
        <source>Longest silence (seconds)</source>
        <translation>Längste Stille (Sekunden)</translation>
    </message>
    <message>
        <source>Longitude and latitude become an embedding: no imagery is needed. Shows finer patterns, down to about a hundred kilometres. For research on a global scale; nothing fine-grained, and not for defence or surveillance.</source>
        <translation>Länge und Breite werden zu einem Embedding: Es braucht keine Bilder. Zeigt feinere Muster, bis hinab zu etwa hundert Kilometern. Für Forschung im globalen Maßstab; nichts Feinkörniges, und nicht für Verteidigung oder Überwachung.</translation>
    </message>
    <message>
        <source>Longitude and latitude become an embedding: no imagery is needed. Smooth, continental patterns. For research on a global scale; nothing fine-grained, and not for defence or surveillance.</source>
        <translation>Länge und Breite werden zu einem Embedding: Es braucht keine Bilder. Glatte, kontinentale Muster. Für Forschung im globalen Maßstab; nichts Feinkörniges, und nicht für Verteidigung oder Überwachung.</translation>
    </message>
    <message>
        <source>Look at everything once more</source>
        <translation>Alles noch einmal prüfen</translation>
    </message>
    <message>
        <source>Look at these bands:</source>
        <translation>Diese Kanäle ansehen:</translation>
    </message>
    <message>
        <source>Look whether QGIS shows the layer, and try again.</source>
        <translation>Sehen Sie nach, ob QGIS den Layer zeigt, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Looked for {python}.</source>
        <translation>Gesucht wurde {python}.</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Es wird nachgesehen…</translation>
    </message>
    <message>
        <source>Looking… this takes half a minute, and longer with large weights.</source>
        <translation>Es wird nachgesehen… das dauert eine halbe Minute, mit großen Gewichten länger.</translation>
    </message>
    <message>
        <source>Looks at</source>
        <translation>Sieht</translation>
    </message>
    <message>
        <source>M&amp;ake a kit…</source>
        <translation>Kit e&amp;rstellen…</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>MODIS surface reflectance</source>
        <translation>MODIS-Oberflächenreflexion</translation>
    </message>
    <message>
        <source>Made with the encoder that the attribute was learned with. When it is left empty, the encoder below is asked for the places of the extent.</source>
        <translation>Mit dem Encoder erstellt, mit dem das Attribut gelernt wurde. Bleibt es leer, wird der Encoder unten nach den Orten der Ausdehnung gefragt.</translation>
    </message>
    <message>
        <source>Make a kit</source>
        <translation>Ein Kit erstellen</translation>
    </message>
    <message>
        <source>Make it again, with this version of Landprint.</source>
        <translation>Erstellen Sie es noch einmal, mit dieser Version von Landprint.</translation>
    </message>
    <message>
        <source>Make it…</source>
        <translation>Erstellen…</translation>
    </message>
    <message>
        <source>Make points of it first (Centroids).</source>
        <translation>Machen Sie zuerst Punkte daraus (Zentroide).</translation>
    </message>
    <message>
        <source>Makes an embedding raster of embeddings that others have computed: of what QGIS cannot show, as TESSERA&apos;s arrays in .npy files, or of codes that other programs are to see as values. Rasters of AlphaEarth&apos;s and TESSERA&apos;s can also be searched and sorted as they are.</source>
        <translation>Macht ein Embedding-Raster aus Embeddings, die andere berechnet haben: aus dem, was QGIS nicht zeigen kann, wie die Felder von TESSERA in .npy-Dateien, oder aus Codes, die andere Programme als Werte sehen sollen. Raster von AlphaEarth und TESSERA kann man auch so durchsuchen und ordnen, wie sie sind.</translation>
    </message>
    <message>
        <source>Makes an embedding raster of places on Earth without any imagery: each pixel has the fingerprint of its longitude and latitude. “Similarity map” then shows where on Earth is like a place, “K-means classes” which kinds of places there are. A run that was interrupted continues where it stopped when it is started again with the same settings. {limits}</source>
        <translation>Macht ein Embedding-Raster von Orten auf der Erde ganz ohne Bilder: Jedes Pixel hat den Fingerabdruck seiner Länge und Breite. „Ähnlichkeitskarte“ zeigt dann, wo auf der Erde es wie an einem Ort ist, „K-Means-Klassen“, welche Arten von Orten es gibt. Ein unterbrochener Lauf geht dort weiter, wo er aufgehört hat, wenn er mit denselben Einstellungen neu gestartet wird. {limits}</translation>
    </message>
    <message>
        <source>Making the environment</source>
        <translation>Die Umgebung wird angelegt</translation>
    </message>
    <message>
        <source>Map attribute</source>
        <translation>Attribut kartieren</translation>
    </message>
    <message>
        <source>Map of the attribute</source>
        <translation>Karte des Attributs</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>Maske</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittelwert</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>Microsoft&apos;s Visual C++ runtime is missing or too old.</source>
        <translation>Die Visual-C++-Laufzeit von Microsoft fehlt oder ist zu alt.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Models, diagnosis, options and the set-up of the engine</source>
        <translation>Modelle, Diagnose, Optionen und die Einrichtung der Engine</translation>
    </message>
    <message>
        <source>More rasters of the same image</source>
        <translation>Weitere Raster desselben Bildes</translation>
    </message>
    <message>
        <source>Most likely places</source>
        <translation>Wahrscheinlichste Orte</translation>
    </message>
    <message>
        <source>Most likely: {x}, {y} ({similarity}).</source>
        <translation>Am wahrscheinlichsten: {x}, {y} ({similarity}).</translation>
    </message>
    <message>
        <source>Most similar points</source>
        <translation>Ähnlichste Punkte</translation>
    </message>
    <message>
        <source>Most similar · {layer}</source>
        <translation>Am ähnlichsten · {layer}</translation>
    </message>
    <message>
        <source>Move it back, or open the scene anew where it is now.</source>
        <translation>Verschieben Sie sie zurück, oder öffnen Sie die Szene neu, wo sie jetzt liegt.</translation>
    </message>
    <message>
        <source>Move it back, or right-click the layer and choose its data source anew (Repair or Change Data Source…).</source>
        <translation>Verschieben Sie sie zurück, oder wählen Sie die Datenquelle des Layers per Rechtsklick neu (Datenquelle reparieren oder ändern…).</translation>
    </message>
    <message>
        <source>N&amp;umbers</source>
        <translation>&amp;Zahlen</translation>
    </message>
    <message>
        <source>NAIP</source>
        <translation>NAIP</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Names of the bands</source>
        <translation>Namen der Kanäle</translation>
    </message>
    <message>
        <source>No Python for the engine: the pinned one could not be downloaded, and this computer has none that does.</source>
        <translation>Kein Python für die Engine: Das vorgesehene konnte nicht heruntergeladen werden, und dieser Computer hat kein geeignetes.</translation>
    </message>
    <message>
        <source>No point is picked.</source>
        <translation>Es ist kein Punkt gewählt.</translation>
    </message>
    <message>
        <source>None: a run that is cancelled is kept here, and goes on when it is started again.</source>
        <translation>Keine: Ein abgebrochener Lauf bleibt hier und geht weiter, wenn er neu gestartet wird.</translation>
    </message>
    <message>
        <source>Not similar to these</source>
        <translation>Nicht ähnlich zu diesen</translation>
    </message>
    <message>
        <source>Number of classes</source>
        <translation>Anzahl der Klassen</translation>
    </message>
    <message>
        <source>Number of places</source>
        <translation>Anzahl der Orte</translation>
    </message>
    <message>
        <source>Number of points</source>
        <translation>Anzahl der Punkte</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>O&amp;ffset</source>
        <translation>&amp;Versatz</translation>
    </message>
    <message>
        <source>Of a SatCLIP encoder: “location” for places (when nothing is chosen), “image” to locate images.</source>
        <translation>Eines SatCLIP-Encoders: „location“ für Orte (wenn nichts gewählt ist), „image“ um Bilder zu verorten.</translation>
    </message>
    <message>
        <source>Of an environment of your own; empty for the engine that Landprint sets up</source>
        <translation>Einer eigenen Umgebung; leer für die Engine, die Landprint einrichtet</translation>
    </message>
    <message>
        <source>Of random-features: how many small patterns each patch is compared with; each gives two dimensions.</source>
        <translation>Von random-features: mit wie vielen kleinen Mustern jeder Patch verglichen wird; jedes gibt zwei Dimensionen.</translation>
    </message>
    <message>
        <source>Of random-features: the same seed gives the same result; another one draws other patterns.</source>
        <translation>Von random-features: Derselbe Startwert gibt dasselbe Ergebnis; ein anderer zieht andere Muster.</translation>
    </message>
    <message>
        <source>Of random-features: use the patterns of this embedding raster instead of new ones, so that both can be compared. Filters and seed are then those of that raster.</source>
        <translation>Von random-features: die Muster dieses Embedding-Rasters statt neuer verwenden, damit beide vergleichbar sind. Filter und Startwert sind dann die jenes Rasters.</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>Versatz</translation>
    </message>
    <message>
        <source>One embedding every {degrees} degrees.</source>
        <translation>Alle {degrees} Grad ein Embedding.</translation>
    </message>
    <message>
        <source>One embedding for each</source>
        <translation>Ein Embedding für jeden</translation>
    </message>
    <message>
        <source>One embedding for each square of 224 pixels of Sentinel-2 with all 12 bands, in the same space as the places&apos; embeddings. For research on a global scale; nothing fine-grained, and not for defence or surveillance.</source>
        <translation>Ein Embedding für jedes Quadrat von 224 Pixeln von Sentinel-2 mit allen 12 Kanälen, im selben Raum wie die Embeddings der Orte. Für Forschung im globalen Maßstab; nichts Feinkörniges, und nicht für Verteidigung oder Überwachung.</translation>
    </message>
    <message>
        <source>One embedding for each square of 256 pixels of Sentinel-2 with all 12 bands, in the same space as the places&apos; embeddings. For research on a global scale; nothing fine-grained, and not for defence or surveillance.</source>
        <translation>Ein Embedding für jedes Quadrat von 256 Pixeln von Sentinel-2 mit allen 12 Kanälen, im selben Raum wie die Embeddings der Orte. Für Forschung im globalen Maßstab; nichts Feinkörniges, und nicht für Verteidigung oder Überwachung.</translation>
    </message>
    <message>
        <source>One more row</source>
        <translation>Eine Zeile mehr</translation>
    </message>
    <message>
        <source>One place every {degrees}°, {dim} dimensions each. Measured on a few of them.</source>
        <translation>Alle {degrees}° ein Ort, je {dim} Dimensionen. An einigen davon gemessen.</translation>
    </message>
    <message>
        <source>One place, in any CRS: “x,y [EPSG:4326]”. Without a CRS, it is in that of the raster.</source>
        <translation>Ein Ort, in beliebigem KBS: „x,y [EPSG:4326]“. Ohne KBS gilt das des Rasters.</translation>
    </message>
    <message>
        <source>One process needs about {time}.</source>
        <translation>Ein Prozess braucht etwa {time}.</translation>
    </message>
    <message>
        <source>Only of a Clay file of weights that has none of the published sizes.</source>
        <translation>Nur für eine Clay-Datei von Gewichten, die keine der veröffentlichten Größen hat.</translation>
    </message>
    <message>
        <source>Only the checked bands are looked at</source>
        <translation>Nur die angekreuzten Kanäle werden angesehen</translation>
    </message>
    <message>
        <source>Only this part of the image is looked at. All of it when it is left empty.</source>
        <translation>Nur dieser Teil des Bildes wird angesehen. Alles, wenn es leer bleibt.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open Landprint&apos;s dock, which sets it up, or run “python3 -m plugin.setup install” in the plugin&apos;s folder.</source>
        <translation>Öffnen Sie Landprints Bedienfeld, das sie einrichtet, oder rufen Sie im Ordner des Plugins „python3 -m plugin.setup install“ auf.</translation>
    </message>
    <message>
        <source>Open a scene&apos;s &amp;archive or metadata…</source>
        <translation>&amp;Archiv oder Metadaten einer Szene öffnen…</translation>
    </message>
    <message>
        <source>Open a scene&apos;s &amp;folder…</source>
        <translation>&amp;Ordner einer Szene öffnen…</translation>
    </message>
    <message>
        <source>Open a scene: a Sentinel-2 .SAFE or a Landsat folder</source>
        <translation>Eine Szene öffnen: ein Sentinel-2-.SAFE- oder ein Landsat-Ordner</translation>
    </message>
    <message>
        <source>Open a sensor</source>
        <translation>Einen Sensor öffnen</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Open the cache folder in the file browser</source>
        <translation>Den Cache-Ordner im Dateimanager öffnen</translation>
    </message>
    <message>
        <source>Options other than the usual: {names}.</source>
        <translation>Andere als die üblichen Optionen: {names}.</translation>
    </message>
    <message>
        <source>Or near this place</source>
        <translation>Oder nahe diesem Ort</translation>
    </message>
    <message>
        <source>Order of the place</source>
        <translation>Reihenfolge des Ortes</translation>
    </message>
    <message>
        <source>Other ways</source>
        <translation>Andere Wege</translation>
    </message>
    <message>
        <source>Outlines of the tiles (GeoParquet)</source>
        <translation>Umrisse der Kacheln (GeoParquet)</translation>
    </message>
    <message>
        <source>Overlap (pixels)</source>
        <translation>Überlappung (Pixel)</translation>
    </message>
    <message>
        <source>Own sensor</source>
        <translation>Eigener Sensor</translation>
    </message>
    <message>
        <source>Own sensor…</source>
        <translation>Eigener Sensor…</translation>
    </message>
    <message>
        <source>P&amp;recision</source>
        <translation>G&amp;enauigkeit</translation>
    </message>
    <message>
        <source>Packing {path}</source>
        <translation>{path} wird eingepackt</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Part of the image</source>
        <translation>Teil des Bildes</translation>
    </message>
    <message>
        <source>Parts of the cross-validation</source>
        <translation>Teile der Kreuzvalidierung</translation>
    </message>
    <message>
        <source>Patch size (pixels)</source>
        <translation>Patchgröße (Pixel)</translation>
    </message>
    <message>
        <source>Pixel size in metres</source>
        <translation>Pixelgröße in Metern</translation>
    </message>
    <message>
        <source>Pixels of the result on the side of a patch: 2 makes it twice as fine and takes 4 times as long, 4 takes 16 times as long. A pixel has no data where less than half of the patch centred on it has some; from 3 on that is so at the corners of the raster.</source>
        <translation>Pixel des Ergebnisses an der Seite eines Patches: 2 macht es doppelt so fein und dauert 4-mal so lang, 4 dauert 16-mal so lang. Ein Pixel hat keine Daten, wo weniger als die Hälfte des Patches um seine Mitte welche hat; ab 3 ist das an den Ecken des Rasters so.</translation>
    </message>
    <message>
        <source>Places that look alike but are not meant.</source>
        <translation>Orte, die ähnlich aussehen, aber nicht gemeint sind.</translation>
    </message>
    <message>
        <source>Places to look for: a layer, or a table with longitude and latitude or WKT. An area stands for all patches inside it.</source>
        <translation>Orte, nach denen gesucht wird: ein Layer, oder eine Tabelle mit Länge und Breite oder WKT. Eine Fläche steht für alle Patches in ihr.</translation>
    </message>
    <message>
        <source>Plain</source>
        <translation>Einfach</translation>
    </message>
    <message>
        <source>Plain cosine</source>
        <translation>Einfacher Kosinus</translation>
    </message>
    <message>
        <source>Plain: chips of 8 x 8 patches, as the model&apos;s own recipe</source>
        <translation>Einfach: Ausschnitte von 8 x 8 Patches, wie vom Modell selbst vorgesehen</translation>
    </message>
    <message>
        <source>Plan tiles</source>
        <translation>Kacheln planen</translation>
    </message>
    <message>
        <source>PlanetScope surface reflectance</source>
        <translation>PlanetScope-Oberflächenreflexion</translation>
    </message>
    <message>
        <source>Please report it.</source>
        <translation>Bitte melden Sie es.</translation>
    </message>
    <message>
        <source>Point</source>
        <translation>Punkt</translation>
    </message>
    <message>
        <source>Point to compare with</source>
        <translation>Punkt zum Vergleichen</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>Points in one square are never used to predict each other when the score is measured.</source>
        <translation>Punkte in einem Quadrat sagen einander nie vorher, wenn gemessen wird.</translation>
    </message>
    <message>
        <source>Points or polygons with an embedding each: a GeoPackage or a GeoParquet file, as “Embed points” writes them or another tool with one column of lists; or a table with a column a dimension.</source>
        <translation>Punkte oder Polygone mit je einem Embedding: ein GeoPackage oder eine GeoParquet-Datei, wie „Punkte einbetten“ sie schreibt oder ein anderes Werkzeug mit einer Spalte von Listen; oder eine Tabelle mit einer Spalte je Dimension.</translation>
    </message>
    <message>
        <source>Points or polygons with an embedding each: a GeoPackage or a GeoParquet file, as “Embed points” writes them or another tool with one column of lists; or a table with a column a dimension. Or any points, with an encoder of places below.</source>
        <translation>Punkte oder Polygone mit je einem Embedding: ein GeoPackage oder eine GeoParquet-Datei, wie „Punkte einbetten“ sie schreibt oder ein anderes Werkzeug mit einer Spalte von Listen; oder eine Tabelle mit einer Spalte je Dimension. Oder beliebige Punkte, mit einem Encoder von Orten unten.</translation>
    </message>
    <message>
        <source>Points with classes</source>
        <translation>Punkte mit Klassen</translation>
    </message>
    <message>
        <source>Points with the prediction</source>
        <translation>Punkte mit der Vorhersage</translation>
    </message>
    <message>
        <source>Points with their rank and similarity.</source>
        <translation>Punkte mit ihrem Rang und ihrer Ähnlichkeit.</translation>
    </message>
    <message>
        <source>Polygons: only tiles that touch them are embedded.</source>
        <translation>Polygone: Nur Kacheln, die sie berühren, werden eingebettet.</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Predict attribute</source>
        <translation>Attribut vorhersagen</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>Predicts as a raster what “Fit attribute” has learned: for an embedding raster, or for the places of an extent by an encoder of places. “Predict attribute” does it for points. {limits}</source>
        <translation>Sagt als Raster vorher, was „Attribut anpassen“ gelernt hat: für ein Embedding-Raster, oder für die Orte einer Ausdehnung durch einen Encoder von Orten. „Attribut vorhersagen“ macht es für Punkte. {limits}</translation>
    </message>
    <message>
        <source>Predicts for points what “Fit attribute” has learned. The points need embeddings of the encoder that it was learned with, or that encoder is named here. “Map attribute” predicts a raster over an extent. Where places are unlike all that was learned from, the prediction is a guess. {limits}</source>
        <translation>Sagt für Punkte vorher, was „Attribut anpassen“ gelernt hat. Die Punkte brauchen Embeddings des Encoders, mit dem gelernt wurde, oder dieser Encoder wird hier genannt. „Attribut kartieren“ sagt ein Raster über eine Ausdehnung vorher. Wo Orte anders sind als alles, woraus gelernt wurde, ist die Vorhersage geraten. {limits}</translation>
    </message>
    <message>
        <source>Press the button again in a few minutes.</source>
        <translation>Drücken Sie den Knopf in einigen Minuten noch einmal.</translation>
    </message>
    <message>
        <source>Press the button again: what was downloaded is kept.</source>
        <translation>Drücken Sie den Knopf noch einmal: Was heruntergeladen ist, bleibt erhalten.</translation>
    </message>
    <message>
        <source>Press the button again; if it stays, copy the details into a report.</source>
        <translation>Drücken Sie den Knopf noch einmal; wenn es so bleibt, kopieren Sie die Details in eine Fehlermeldung.</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>Prozesse</translation>
    </message>
    <message>
        <source>Processor cores at most</source>
        <translation>Höchstens so viele Prozessorkerne</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Put user name and token into the address of the mirror in pip&apos;s settings (index-url).</source>
        <translation>Schreiben Sie Benutzername und Schlüssel in die Adresse des Spiegelservers in den Einstellungen von pip (index-url).</translation>
    </message>
    <message>
        <source>Puts the tiles of a job together: they are one embedding raster for the panel and for all other algorithms, without being copied. Tiles that are missing have no data, and may be added by running it again.</source>
        <translation>Fügt die Kacheln eines Auftrags zusammen: Sie sind ein Embedding-Raster für das Bedienfeld und für alle anderen Werkzeuge, ohne kopiert zu werden. Fehlende Kacheln haben keine Daten und können durch einen weiteren Lauf dazukommen.</translation>
    </message>
    <message>
        <source>Python (python*);;All files (*)</source>
        <translation>Python (python*);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>QGIS could not write “{export}” into {folder}.</source>
        <translation>QGIS konnte „{export}“ nicht in {folder} schreiben.</translation>
    </message>
    <message>
        <source>QGIS {qgis_version}, Qt {qt_version}, Python {python}.</source>
        <translation>QGIS {qgis_version}, Qt {qt_version}, Python {python}.</translation>
    </message>
    <message>
        <source>QGIS&apos;s own proxy is passed on to the engine.</source>
        <translation>Der Proxy von QGIS wird an die Engine weitergegeben.</translation>
    </message>
    <message>
        <source>Random features</source>
        <translation>Zufallsmerkmale</translation>
    </message>
    <message>
        <source>Random features and Clay take pictures.</source>
        <translation>Zufallsmerkmale und Clay nehmen Bilder.</translation>
    </message>
    <message>
        <source>Rasters whose bands are put together with those of the image, for example one file a band, of 10 and of 20 metres. Bands are numbered on from those of the image.</source>
        <translation>Raster, deren Kanäle mit denen des Bildes zusammengefügt werden, zum Beispiel eine Datei je Kanal, von 10 und von 20 Metern. Die Kanäle werden nach denen des Bildes weiternummeriert.</translation>
    </message>
    <message>
        <source>Read from the file or its name when it is left empty; if it is not there either, it counts as unknown.</source>
        <translation>Wird aus der Datei oder ihrem Namen gelesen, wenn es leer bleibt; steht es auch dort nicht, gilt es als unbekannt.</translation>
    </message>
    <message>
        <source>Read the embeddings from this raster, such as “Embed raster” makes, instead of asking the encoder. Points outside of it get none.</source>
        <translation>Die Embeddings aus diesem Raster lesen, wie „Raster einbetten“ es macht, statt den Encoder zu fragen. Punkte außerhalb bekommen keines.</translation>
    </message>
    <message>
        <source>Read the sensor from a JSON file</source>
        <translation>Den Sensor aus einer JSON-Datei lesen</translation>
    </message>
    <message>
        <source>Reads the embedding of the patch that a point lies in. It comes as a list of numbers that can be stored, compared or plotted. With a second point, it says how similar the two are.</source>
        <translation>Liest das Embedding des Patches, in dem ein Punkt liegt. Es ist eine Liste von Zahlen, die man speichern, vergleichen oder zeichnen kann. Mit einem zweiten Punkt sagt es, wie ähnlich die beiden sind.</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Reflectance is the number in the file × scale + offset; empty where that is unknown</source>
        <translation>Der Reflexionsgrad ist die Zahl in der Datei × Skalierung + Versatz; leer, wenn das unbekannt ist</translation>
    </message>
    <message>
        <source>Refuse wrong coordinates</source>
        <translation>Falsche Koordinaten ablehnen</translation>
    </message>
    <message>
        <source>Remove &amp;all</source>
        <translation>&amp;Alle entfernen</translation>
    </message>
    <message>
        <source>Remove &amp;chosen</source>
        <translation>&amp;Gewählte entfernen</translation>
    </message>
    <message>
        <source>Remove Landprint&apos;s engine, {size}?

{folder}

Weights and results stay; weights are removed under Models…. It can be set up again at any time.</source>
        <translation>Landprints Engine entfernen, {size}?

{folder}

Gewichte und Ergebnisse bleiben; Gewichte werden unter Modelle… entfernt. Sie kann jederzeit neu eingerichtet werden.</translation>
    </message>
    <message>
        <source>Remove band</source>
        <translation>Kanal entfernen</translation>
    </message>
    <message>
        <source>Remove that layer first, or choose another file.</source>
        <translation>Entfernen Sie zuerst diesen Layer, oder wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>Entfernt</translation>
    </message>
    <message>
        <source>Removing…</source>
        <translation>Wird entfernt…</translation>
    </message>
    <message>
        <source>Repair the layer&apos;s source first.</source>
        <translation>Reparieren Sie zuerst die Quelle des Layers.</translation>
    </message>
    <message>
        <source>Resample to (metres a pixel)</source>
        <translation>Neu abtasten auf (Meter je Pixel)</translation>
    </message>
    <message>
        <source>Resolution (degrees)</source>
        <translation>Auflösung (Grad)</translation>
    </message>
    <message>
        <source>Restart QGIS; if it stays, set up the engine again.</source>
        <translation>Starten Sie QGIS neu; wenn es so bleibt, richten Sie die Engine noch einmal ein.</translation>
    </message>
    <message>
        <source>Results could not be kept in {folder}: {reason}.</source>
        <translation>Ergebnisse konnten nicht in {folder} abgelegt werden: {reason}.</translation>
    </message>
    <message>
        <source>Row {index}: {sentence}</source>
        <translation>Zeile {index}: {sentence}</translation>
    </message>
    <message>
        <source>Runs the model</source>
        <translation>Rechnet mit</translation>
    </message>
    <message>
        <source>S&amp;cale</source>
        <translation>S&amp;kalierung</translation>
    </message>
    <message>
        <source>Sa&amp;ve…</source>
        <translation>Spei&amp;chern…</translation>
    </message>
    <message>
        <source>SatCLIP ResNet18 L10</source>
        <translation>SatCLIP ResNet18 L10</translation>
    </message>
    <message>
        <source>SatCLIP ResNet18 L10, images</source>
        <translation>SatCLIP ResNet18 L10, Bilder</translation>
    </message>
    <message>
        <source>SatCLIP ResNet18 L40</source>
        <translation>SatCLIP ResNet18 L40</translation>
    </message>
    <message>
        <source>SatCLIP ResNet18 L40, images</source>
        <translation>SatCLIP ResNet18 L40, Bilder</translation>
    </message>
    <message>
        <source>SatCLIP ResNet50 L10</source>
        <translation>SatCLIP ResNet50 L10</translation>
    </message>
    <message>
        <source>SatCLIP ResNet50 L10, images</source>
        <translation>SatCLIP ResNet50 L10, Bilder</translation>
    </message>
    <message>
        <source>SatCLIP ResNet50 L40</source>
        <translation>SatCLIP ResNet50 L40</translation>
    </message>
    <message>
        <source>SatCLIP ResNet50 L40, images</source>
        <translation>SatCLIP ResNet50 L40, Bilder</translation>
    </message>
    <message>
        <source>SatCLIP ViT16 L10</source>
        <translation>SatCLIP ViT16 L10</translation>
    </message>
    <message>
        <source>SatCLIP ViT16 L10, images</source>
        <translation>SatCLIP ViT16 L10, Bilder</translation>
    </message>
    <message>
        <source>SatCLIP ViT16 L40</source>
        <translation>SatCLIP ViT16 L40</translation>
    </message>
    <message>
        <source>SatCLIP ViT16 L40, images</source>
        <translation>SatCLIP ViT16 L40, Bilder</translation>
    </message>
    <message>
        <source>SatCLIP is published for research. It shows what is alike on the scale of continents and climates: L40 down to about a hundred kilometres, L10 coarser. It is not made for fine-grained questions within a city or region, knows little of the oceans and the poles, where it saw no images, and is not for defence or surveillance.</source>
        <translation>SatCLIP ist für die Forschung veröffentlicht. Es zeigt, was im Maßstab von Kontinenten und Klimazonen ähnlich ist: L40 bis hinab zu etwa hundert Kilometern, L10 gröber. Es ist nicht für feinkörnige Fragen innerhalb einer Stadt oder Region gemacht, weiß wenig über die Ozeane und die Pole, von denen es keine Bilder sah, und ist nicht für Verteidigung oder Überwachung.</translation>
    </message>
    <message>
        <source>Satellite image</source>
        <translation>Satellitenbild</translation>
    </message>
    <message>
        <source>Satellogic L1D</source>
        <translation>Satellogic L1D</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save the project in another folder.</source>
        <translation>Speichern Sie das Projekt in einem anderen Ordner.</translation>
    </message>
    <message>
        <source>Save the sensor</source>
        <translation>Den Sensor speichern</translation>
    </message>
    <message>
        <source>Save the sensor to a JSON file</source>
        <translation>Den Sensor in eine JSON-Datei speichern</translation>
    </message>
    <message>
        <source>Says whether an encoder gives here the numbers that were published of it: the log has each comparison, and a sentence says how far they go.</source>
        <translation>Sagt, ob ein Encoder hier die Zahlen gibt, die von ihm veröffentlicht wurden: Das Protokoll hat jeden Vergleich, und ein Satz sagt, wie weit sie reichen.</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Skalierung</translation>
    </message>
    <message>
        <source>Scale of another embedding raster</source>
        <translation>Skalierung eines anderen Embedding-Rasters</translation>
    </message>
    <message>
        <source>Scenes</source>
        <translation>Szenen</translation>
    </message>
    <message>
        <source>Score by squares (R2, or share of right classes)</source>
        <translation>Maß nach Quadraten (R2, oder Anteil richtiger Klassen)</translation>
    </message>
    <message>
        <source>Score without looking at the embeddings</source>
        <translation>Maß ohne Blick auf die Embeddings</translation>
    </message>
    <message>
        <source>Seconds that one process needs</source>
        <translation>Sekunden, die ein Prozess braucht</translation>
    </message>
    <message>
        <source>See what is there and what is wrong</source>
        <translation>Sehen, was da ist und was nicht stimmt</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Select one in the layer, or give its id or place.</source>
        <translation>Wählen Sie einen im Layer aus, oder geben Sie seine ID oder seinen Ort an.</translation>
    </message>
    <message>
        <source>Sensor</source>
        <translation>Sensor</translation>
    </message>
    <message>
        <source>Sensor (*.json)</source>
        <translation>Sensor (*.json)</translation>
    </message>
    <message>
        <source>Sensor of your own (JSON)</source>
        <translation>Ihr eigener Sensor (JSON)</translation>
    </message>
    <message>
        <source>Sensor of {layer}</source>
        <translation>Sensor von {layer}</translation>
    </message>
    <message>
        <source>Sensor&apos;s band</source>
        <translation>Kanal des Sensors</translation>
    </message>
    <message>
        <source>Sentinel-1 RTC</source>
        <translation>Sentinel-1 RTC</translation>
    </message>
    <message>
        <source>Sentinel-2 L2A</source>
        <translation>Sentinel-2 L2A</translation>
    </message>
    <message>
        <source>Sentinel-2 image</source>
        <translation>Sentinel-2-Bild</translation>
    </message>
    <message>
        <source>Set &amp;up again</source>
        <translation>Erneut &amp;einrichten</translation>
    </message>
    <message>
        <source>Set &amp;up the engine</source>
        <translation>Die Engine &amp;einrichten</translation>
    </message>
    <message>
        <source>Set it up: the dock has the button.</source>
        <translation>Richten Sie sie ein: Das Bedienfeld hat den Knopf.</translation>
    </message>
    <message>
        <source>Set the layer&apos;s CRS, or give them in the raster&apos;s own coordinates.</source>
        <translation>Setzen Sie das KBS des Layers, oder geben Sie sie in den Koordinaten des Rasters an.</translation>
    </message>
    <message>
        <source>Set the layer&apos;s CRS.</source>
        <translation>Setzen Sie das KBS des Layers.</translation>
    </message>
    <message>
        <source>Set up Landprint</source>
        <translation>Landprint einrichten</translation>
    </message>
    <message>
        <source>Set up its environment again, or choose another Python in the dock.</source>
        <translation>Richten Sie die Umgebung noch einmal ein, oder wählen Sie im Bedienfeld ein anderes Python.</translation>
    </message>
    <message>
        <source>Set up its environment again.</source>
        <translation>Richten Sie die Umgebung noch einmal ein.</translation>
    </message>
    <message>
        <source>Several places</source>
        <translation>Mehrere Orte</translation>
    </message>
    <message>
        <source>Share of right classes</source>
        <translation>Anteil richtiger Klassen</translation>
    </message>
    <message>
        <source>Shows where else looks like the places that are given: each pixel of the result is the similarity to them, between -1 and 1. Give a point, or a layer of points, lines or areas, or both; a second layer may say what is not meant.</source>
        <translation>Zeigt, wo es noch so aussieht wie an den angegebenen Orten: Jedes Pixel des Ergebnisses ist die Ähnlichkeit zu ihnen, zwischen -1 und 1. Geben Sie einen Punkt an, oder einen Layer von Punkten, Linien oder Flächen, oder beides; ein zweiter Layer kann sagen, was nicht gemeint ist.</translation>
    </message>
    <message>
        <source>Shows where on Earth a Sentinel-2 image could be: SatCLIP&apos;s image encoder sees what is in it, and the map says how well each place fits. Where the image lies is not looked at. It needs both parts of the encoder&apos;s weights, location and image. {limits}</source>
        <translation>Zeigt, wo auf der Erde ein Sentinel-2-Bild liegen könnte: Der Bild-Encoder von SatCLIP sieht, was darauf ist, und die Karte sagt, wie gut jeder Ort passt. Wo das Bild liegt, wird nicht angesehen. Es braucht beide Teile der Gewichte des Encoders, location und image. {limits}</translation>
    </message>
    <message>
        <source>Side of the squares (degrees)</source>
        <translation>Seite der Quadrate (Grad)</translation>
    </message>
    <message>
        <source>Similar points</source>
        <translation>Ähnliche Punkte</translation>
    </message>
    <message>
        <source>Similar points need one to be like.</source>
        <translation>Ähnliche Punkte brauchen einen, dem sie ähnlich sind.</translation>
    </message>
    <message>
        <source>Similar to these places</source>
        <translation>Ähnlich zu diesen Orten</translation>
    </message>
    <message>
        <source>Similar to this point</source>
        <translation>Ähnlich zu diesem Punkt</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>Ähnlichkeit</translation>
    </message>
    <message>
        <source>Similarity map</source>
        <translation>Ähnlichkeitskarte</translation>
    </message>
    <message>
        <source>Similarity with the other point</source>
        <translation>Ähnlichkeit mit dem anderen Punkt</translation>
    </message>
    <message>
        <source>Similarity with the other point: {cosine}; {plain}.</source>
        <translation>Ähnlichkeit mit dem anderen Punkt: {cosine}; {plain}.</translation>
    </message>
    <message>
        <source>Similarity {spread}; {valid} patches.</source>
        <translation>Ähnlichkeit {spread}; {valid} Patches.</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Size in bytes</source>
        <translation>Größe in Bytes</translation>
    </message>
    <message>
        <source>Size of all tiles in bytes</source>
        <translation>Größe aller Kacheln in Bytes</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Wird gestartet…</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Std. deviation</source>
        <translation>Standardabw.</translation>
    </message>
    <message>
        <source>Stop looking</source>
        <translation>Nicht weiter nachsehen</translation>
    </message>
    <message>
        <source>Stop where a row&apos;s coordinates cannot be read or are not on Earth, such as a latitude of 95. By default such rows are kept without an embedding, and counted.</source>
        <translation>Anhalten, wo die Koordinaten einer Zeile nicht lesbar sind oder nicht auf der Erde liegen, etwa eine Breite von 95. Normalerweise bleiben solche Zeilen ohne Embedding und werden gezählt.</translation>
    </message>
    <message>
        <source>Stop; what has come so far is kept, and the next download goes on from there</source>
        <translation>Anhalten; was schon da ist, bleibt, und der nächste Download geht dort weiter</translation>
    </message>
    <message>
        <source>Stop; what is done so far is kept and continued next time</source>
        <translation>Anhalten; was getan ist, bleibt und geht beim nächsten Mal weiter</translation>
    </message>
    <message>
        <source>Stop; what was downloaded is kept, and the next press goes on from there</source>
        <translation>Anhalten; was heruntergeladen ist, bleibt, und der nächste Druck geht dort weiter</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten…</translation>
    </message>
    <message>
        <source>Store the values by the scale and offset of this embedding raster, of the same encoder, so that GDAL and QGIS can put both together. What lies beyond is clipped, and the log says how much.</source>
        <translation>Die Werte mit Skalierung und Versatz dieses Embedding-Rasters desselben Encoders speichern, damit GDAL und QGIS beide zusammenfügen können. Was darüber hinausgeht, wird abgeschnitten, und das Protokoll sagt, wie viel.</translation>
    </message>
    <message>
        <source>Stored as</source>
        <translation>Gespeichert als</translation>
    </message>
    <message>
        <source>TB</source>
        <translation>TB</translation>
    </message>
    <message>
        <source>Take the weights from a file you have</source>
        <translation>Die Gewichte aus einer Datei nehmen, die Sie haben</translation>
    </message>
    <message>
        <source>Take these weights along, so that none is downloaded</source>
        <translation>Diese Gewichte mitnehmen, damit keine heruntergeladen werden</translation>
    </message>
    <message>
        <source>Takes over an encoder&apos;s weights from a file that you have, without a network: what is needed of it is copied into Landprint&apos;s folder and checked. Nothing inside the file is executed.</source>
        <translation>Übernimmt die Gewichte eines Encoders aus einer Datei, die Sie haben, ohne Netz: Was davon gebraucht wird, wird in Landprints Ordner kopiert und geprüft. Nichts in der Datei wird ausgeführt.</translation>
    </message>
    <message>
        <source>Testing the engine</source>
        <translation>Die Engine wird getestet</translation>
    </message>
    <message>
        <source>The 12 bands in order, B01 to B12, where they cannot be recognised by their names.</source>
        <translation>Die 12 Kanäle der Reihe nach, B01 bis B12, wo sie nicht an ihren Namen zu erkennen sind.</translation>
    </message>
    <message>
        <source>The CRS of “{value}” is unknown.</source>
        <translation>Das KBS von „{value}“ ist unbekannt.</translation>
    </message>
    <message>
        <source>The Earth is embedded already: {size}.</source>
        <translation>Die Erde ist schon eingebettet: {size}.</translation>
    </message>
    <message numerus="yes">
        <source>The Earth is embedded: {n} places.</source>
        <translation>
            <numerusform>Die Erde ist eingebettet: {n} Ort.</numerusform>
            <numerusform>Die Erde ist eingebettet: {n} Orte.</numerusform>
        </translation>
    </message>
    <message>
        <source>The address of {name} was not found.</source>
        <translation>Die Adresse von {name} wurde nicht gefunden.</translation>
    </message>
    <message>
        <source>The area has {size}, {gigabytes} GB: at most {most} GB are written.</source>
        <translation>Das Gebiet hat {size}, {gigabytes} GB: Höchstens {most} GB werden geschrieben.</translation>
    </message>
    <message>
        <source>The area has {size}, {tiles} tiles of “{layer}”: at most {most} are drawn.</source>
        <translation>Das Gebiet hat {size}, {tiles} Kacheln von „{layer}“: Höchstens {most} werden gezeichnet.</translation>
    </message>
    <message>
        <source>The bands to use. When none is chosen: all of them, or those that the encoder knows of the sensor.</source>
        <translation>Die verwendeten Kanäle. Ist keiner gewählt: alle, oder die, die der Encoder vom Sensor kennt.</translation>
    </message>
    <message>
        <source>The certificate of {name} is not trusted here: your network may inspect encrypted connections.</source>
        <translation>Dem Zertifikat von {name} wird hier nicht vertraut: Ihr Netz sieht vielleicht in verschlüsselte Verbindungen hinein.</translation>
    </message>
    <message>
        <source>The chip of {pixels} x {pixels} pixels around {x}, {y}</source>
        <translation>Der Ausschnitt von {pixels} x {pixels} Pixeln um {x}, {y}</translation>
    </message>
    <message>
        <source>The column to learn. Points without a value are left out.</source>
        <translation>Die Spalte, die gelernt wird. Punkte ohne Wert bleiben weg.</translation>
    </message>
    <message>
        <source>The computer may have run out of memory, or a virus scanner may have stopped it. Press the button again.</source>
        <translation>Dem Computer ist vielleicht der Arbeitsspeicher ausgegangen, oder ein Virenscanner hat sie angehalten. Drücken Sie den Knopf noch einmal.</translation>
    </message>
    <message>
        <source>The computer runs {platform}.</source>
        <translation>Auf dem Computer läuft {platform}.</translation>
    </message>
    <message>
        <source>The cosine of the embeddings themselves. By default, what all points have in common is taken out first.</source>
        <translation>Der Kosinus der Embeddings selbst. Normalerweise wird zuerst herausgenommen, was allen Punkten gemeinsam ist.</translation>
    </message>
    <message>
        <source>The cosine of the embeddings themselves. Usually everything is then near 1; by default, what all places have in common is taken out first.</source>
        <translation>Der Kosinus der Embeddings selbst. Meist ist dann alles nahe 1; normalerweise wird zuerst herausgenommen, was allen Orten gemeinsam ist.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>Der Datenträger ist voll.</translation>
    </message>
    <message>
        <source>The embedded point that is nearest to it is picked: “x,y [EPSG:4326]”. Without a CRS: in that of the layer.</source>
        <translation>Gewählt wird der nächste eingebettete Punkt: „x,y [EPSG:4326]“. Ohne KBS: in dem des Layers.</translation>
    </message>
    <message>
        <source>The encoder&apos;s weights</source>
        <translation>Die Gewichte des Encoders</translation>
    </message>
    <message>
        <source>The engine could not be set up: {name}.</source>
        <translation>Die Engine konnte nicht eingerichtet werden: {name}.</translation>
    </message>
    <message>
        <source>The engine does not start.</source>
        <translation>Die Engine startet nicht.</translation>
    </message>
    <message>
        <source>The engine is in use or being set up in another window.</source>
        <translation>Die Engine ist in Gebrauch oder wird in einem anderen Fenster eingerichtet.</translation>
    </message>
    <message>
        <source>The engine is ready</source>
        <translation>Die Engine ist bereit</translation>
    </message>
    <message>
        <source>The engine was installed by Landprint, {title}: {environment}.</source>
        <translation>Die Engine wurde von Landprint installiert, {title}: {environment}.</translation>
    </message>
    <message>
        <source>The engine was not looked at: you stopped it.</source>
        <translation>Die Engine wurde nicht geprüft: Sie haben angehalten.</translation>
    </message>
    <message>
        <source>The engine&apos;s Python does not start: {python}.</source>
        <translation>Das Python der Engine startet nicht: {python}.</translation>
    </message>
    <message>
        <source>The engine&apos;s Python is missing: {python}.</source>
        <translation>Das Python der Engine fehlt: {python}.</translation>
    </message>
    <message>
        <source>The engine&apos;s Python is that of the plugin&apos;s folder: {python}.</source>
        <translation>Das Python der Engine ist das im Ordner des Plugins: {python}.</translation>
    </message>
    <message>
        <source>The engine&apos;s Python was chosen by you: {python}.</source>
        <translation>Das Python der Engine haben Sie gewählt: {python}.</translation>
    </message>
    <message>
        <source>The environment&apos;s Python</source>
        <translation>Das Python der Umgebung</translation>
    </message>
    <message>
        <source>The export needs {megabytes} MB of {folder}, and {free} MB are free.</source>
        <translation>Der Export braucht {megabytes} MB von {folder}, und {free} MB sind frei.</translation>
    </message>
    <message>
        <source>The file that “Fit attribute” wrote.</source>
        <translation>Die Datei, die „Attribut anpassen“ geschrieben hat.</translation>
    </message>
    <message>
        <source>The folder for the plan, the tiles and their index. It is made.</source>
        <translation>Der Ordner für den Plan, die Kacheln und ihren Index. Er wird angelegt.</translation>
    </message>
    <message>
        <source>The folder that “Plan tiles” wrote.</source>
        <translation>Der Ordner, den „Kacheln planen“ geschrieben hat.</translation>
    </message>
    <message>
        <source>The hour (UTC) that Clay is told with the date. Read from the file or its name when it is left empty; if it is not there either, it counts as noon, as in Clay&apos;s training.</source>
        <translation>Die Stunde (UTC), die Clay mit dem Datum erfährt. Wird aus der Datei oder ihrem Namen gelesen, wenn es leer bleibt; steht sie auch dort nicht, gilt Mittag, wie beim Training von Clay.</translation>
    </message>
    <message>
        <source>The image is taken as it is when this is left empty. Encoders know the pixel size of their sensors: 10 for Sentinel-2. A web layer is drawn with pixels of about this size.</source>
        <translation>Bleibt dies leer, wird das Bild genommen, wie es ist. Encoder kennen die Pixelgröße ihrer Sensoren: 10 für Sentinel-2. Ein Weblayer wird mit Pixeln von etwa dieser Größe gezeichnet.</translation>
    </message>
    <message>
        <source>The image&apos;s band of each sensor band</source>
        <translation>Der Kanal des Bildes für jeden Kanal des Sensors</translation>
    </message>
    <message>
        <source>The image&apos;s band that is {name}</source>
        <translation>Der Kanal des Bildes, der {name} ist</translation>
    </message>
    <message>
        <source>The kit</source>
        <translation>Das Kit</translation>
    </message>
    <message>
        <source>The kit is ready</source>
        <translation>Das Kit ist fertig</translation>
    </message>
    <message>
        <source>The kit is ready: {size}.</source>
        <translation>Das Kit ist fertig: {size}.</translation>
    </message>
    <message>
        <source>The kit was changed after it was made, or not copied whole: copy it once more, or make it again.</source>
        <translation>Das Kit wurde nach dem Erstellen verändert oder nicht ganz kopiert: Kopieren oder erstellen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The machine may have run out of memory: close other programs or choose a smaller area.</source>
        <translation>Dem Rechner ist vielleicht der Arbeitsspeicher ausgegangen: Schließen Sie andere Programme, oder wählen Sie ein kleineres Gebiet.</translation>
    </message>
    <message>
        <source>The map shows no part of this layer.</source>
        <translation>Die Karte zeigt keinen Teil dieses Layers.</translation>
    </message>
    <message>
        <source>The output is the input itself.</source>
        <translation>Die Ausgabe ist die Eingabe selbst.</translation>
    </message>
    <message>
        <source>The output “{path}” is not {format}.</source>
        <translation>Die Ausgabe „{path}“ ist nicht {format}.</translation>
    </message>
    <message>
        <source>The output “{path}” is open in this project as the layer “{layer}”.</source>
        <translation>Die Ausgabe „{path}“ ist in diesem Projekt als Layer „{layer}“ geöffnet.</translation>
    </message>
    <message>
        <source>The package index has a fault of its own.</source>
        <translation>Der Paketserver hat selbst einen Fehler.</translation>
    </message>
    <message>
        <source>The part to embed, grown to whole patches. The whole image when it is left empty.</source>
        <translation>Der Teil, der eingebettet wird, auf ganze Patches erweitert. Das ganze Bild, wenn es leer bleibt.</translation>
    </message>
    <message>
        <source>The patch around {x}, {y}: {dimension} dimensions, length {norm}.</source>
        <translation>Der Patch um {x}, {y}: {dimension} Dimensionen, Länge {norm}.</translation>
    </message>
    <message>
        <source>The path of {name} is too long for this system.</source>
        <translation>Der Pfad von {name} ist zu lang für dieses System.</translation>
    </message>
    <message>
        <source>The place, in any CRS: “x,y [EPSG:4326]”. Without one, it is in the CRS of the raster.</source>
        <translation>Der Ort, in beliebigem KBS: „x,y [EPSG:4326]“. Ohne eines gilt das KBS des Rasters.</translation>
    </message>
    <message>
        <source>The plain cosine of the two embeddings, from -1 to 1. Those of whole chips are seldom far from each other.</source>
        <translation>Der einfache Kosinus der beiden Embeddings, von -1 bis 1. Die von ganzen Ausschnitten liegen selten weit auseinander.</translation>
    </message>
    <message>
        <source>The points with their attributes, rank and similarity.</source>
        <translation>Die Punkte mit ihren Attributen, Rang und Ähnlichkeit.</translation>
    </message>
    <message>
        <source>The project was closed without being saved. Its results are still here: {results}.</source>
        <translation>Das Projekt wurde geschlossen, ohne gespeichert zu sein. Seine Ergebnisse sind noch da: {results}.</translation>
    </message>
    <message>
        <source>The proxy asks for a user name and a password.</source>
        <translation>Der Proxy verlangt Benutzername und Passwort.</translation>
    </message>
    <message>
        <source>The request is too large.</source>
        <translation>Die Anfrage ist zu groß.</translation>
    </message>
    <message>
        <source>The same seed deals the squares in the same way.</source>
        <translation>Derselbe Startwert verteilt die Quadrate gleich.</translation>
    </message>
    <message>
        <source>The same seed gives the same classes.</source>
        <translation>Derselbe Startwert gibt dieselben Klassen.</translation>
    </message>
    <message>
        <source>The sensor&apos;s bands; mean and deviation are of the image&apos;s numbers, and what an encoder takes for normal</source>
        <translation>Die Kanäle des Sensors; Mittelwert und Abweichung gelten für die Zahlen des Bildes, und was ein Encoder für normal hält</translation>
    </message>
    <message>
        <source>The sensor&apos;s names of the chosen bands, in their order: “blue,green,red,nir”. Only where they cannot be recognised by their names or wavelengths.</source>
        <translation>Die Namen des Sensors für die gewählten Kanäle, in ihrer Reihenfolge: „blue,green,red,nir“. Nur wo sie nicht an Namen oder Wellenlängen zu erkennen sind.</translation>
    </message>
    <message>
        <source>The set-up was ended from outside: {name}.</source>
        <translation>Die Einrichtung wurde von außen beendet: {name}.</translation>
    </message>
    <message>
        <source>The side of a pixel on the ground, in metres</source>
        <translation>Die Seite eines Pixels am Boden, in Metern</translation>
    </message>
    <message>
        <source>The side of the square that becomes one pixel of the result. Small patches show small things and take longer; large ones show the character of an area. Galileo takes 1 to 8, Clay 8; SatCLIP&apos;s image encoders have their own size, whatever is given here.</source>
        <translation>Die Seite des Quadrats, das zu einem Pixel des Ergebnisses wird. Kleine Patches zeigen kleine Dinge und dauern länger; große zeigen den Charakter einer Gegend. Galileo nimmt 1 bis 8, Clay 8; die Bild-Encoder von SatCLIP haben ihre eigene Größe, was auch immer hier steht.</translation>
    </message>
    <message>
        <source>The side of what is embedded at once. It is rounded so that no square of the encoder lies on two tiles.</source>
        <translation>Die Seite dessen, was auf einmal eingebettet wird. Sie wird gerundet, damit kein Quadrat des Encoders auf zwei Kacheln liegt.</translation>
    </message>
    <message>
        <source>The squares are dealt into so many parts; each is predicted from the others.</source>
        <translation>Die Quadrate werden auf so viele Teile verteilt; jeder wird aus den anderen vorhergesagt.</translation>
    </message>
    <message>
        <source>The sum of this file of the kit is another one.</source>
        <translation>Die Prüfsumme dieser Datei des Kits ist eine andere.</translation>
    </message>
    <message>
        <source>The system that the kit is for</source>
        <translation>Das System, für das das Kit ist</translation>
    </message>
    <message>
        <source>The values of the chip&apos;s embedding</source>
        <translation>Die Werte des Embeddings des Ausschnitts</translation>
    </message>
    <message>
        <source>The values of the embedding at the picked place</source>
        <translation>Die Werte des Embeddings am gewählten Ort</translation>
    </message>
    <message>
        <source>The weights of {encoder} are removed</source>
        <translation>Die Gewichte von {encoder} sind entfernt</translation>
    </message>
    <message>
        <source>There is no connection to the network.</source>
        <translation>Es gibt keine Verbindung zum Netz.</translation>
    </message>
    <message>
        <source>There is no engine to look at.</source>
        <translation>Es gibt keine Engine zum Prüfen.</translation>
    </message>
    <message>
        <source>There is no file {path}.</source>
        <translation>Es gibt keine Datei {path}.</translation>
    </message>
    <message>
        <source>There is no file {text}.</source>
        <translation>Es gibt keine Datei {text}.</translation>
    </message>
    <message>
        <source>There is no other point with an embedding.</source>
        <translation>Es gibt keinen anderen Punkt mit einem Embedding.</translation>
    </message>
    <message>
        <source>There is no place to look for.</source>
        <translation>Es gibt keinen Ort, nach dem gesucht werden soll.</translation>
    </message>
    <message>
        <source>There is nothing to predict the attribute for.</source>
        <translation>Es gibt nichts, wofür das Attribut vorherzusagen wäre.</translation>
    </message>
    <message>
        <source>There is too little room for the engine: {name}.</source>
        <translation>Für die Engine ist zu wenig Platz: {name}.</translation>
    </message>
    <message>
        <source>These results of Landprint are not saved and would be lost:

{results}

Keep them?</source>
        <translation>Diese Ergebnisse von Landprint sind nicht gespeichert und gingen verloren:

{results}

Behalten?</translation>
    </message>
    <message>
        <source>This Python lacks what the engine needs: {name}.</source>
        <translation>Diesem Python fehlt, was die Engine braucht: {name}.</translation>
    </message>
    <message>
        <source>This file of the kit has another size.</source>
        <translation>Diese Datei des Kits hat eine andere Größe.</translation>
    </message>
    <message>
        <source>This is {sensor}. Encoders that learned from such images tell more:</source>
        <translation>Das ist {sensor}. Encoder, die aus solchen Bildern gelernt haben, sagen mehr:</translation>
    </message>
    <message>
        <source>This kit cannot be used: {name}.</source>
        <translation>Dieses Kit kann nicht verwendet werden: {name}.</translation>
    </message>
    <message>
        <source>This place is outside the area of “{layer}” that was embedded.</source>
        <translation>Dieser Ort liegt außerhalb des Gebiets von „{layer}“, das eingebettet wurde.</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Tile size (pixels)</source>
        <translation>Kachelgröße (Pixel)</translation>
    </message>
    <message>
        <source>Tile {number}: {message}</source>
        <translation>Kachel {number}: {message}</translation>
    </message>
    <message>
        <source>Tiles</source>
        <translation>Kacheln</translation>
    </message>
    <message>
        <source>Tiles that are embedded</source>
        <translation>Eingebettete Kacheln</translation>
    </message>
    <message>
        <source>Tiles that are missing</source>
        <translation>Fehlende Kacheln</translation>
    </message>
    <message>
        <source>Tiles that are not embedded</source>
        <translation>Nicht eingebettete Kacheln</translation>
    </message>
    <message>
        <source>Tiles that failed</source>
        <translation>Fehlgeschlagene Kacheln</translation>
    </message>
    <message>
        <source>Trace of the position</source>
        <translation>Spur der Lage</translation>
    </message>
    <message>
        <source>Try again, or set it up again.</source>
        <translation>Versuchen Sie es noch einmal, oder richten Sie sie erneut ein.</translation>
    </message>
    <message>
        <source>Try again; it starts anew.</source>
        <translation>Versuchen Sie es noch einmal; sie startet neu.</translation>
    </message>
    <message>
        <source>Turns a satellite image into an embedding raster: each patch of pixels becomes one pixel whose bands are the fingerprint of what is there. Similarity maps and classes are made from it. A run that was interrupted continues where it stopped when it is started again with the same settings.</source>
        <translation>Macht aus einem Satellitenbild ein Embedding-Raster: Jeder Patch von Pixeln wird zu einem Pixel, dessen Kanäle der Fingerabdruck dessen sind, was dort ist. Ähnlichkeitskarten und Klassen werden daraus gemacht. Ein unterbrochener Lauf geht dort weiter, wo er aufgehört hat, wenn er mit denselben Einstellungen neu gestartet wird.</translation>
    </message>
    <message>
        <source>Turns longitude and latitude into a fingerprint of the place, learned from Sentinel-2 images of all land. L40 shows finer patterns, L10 is smoother; the rest of the name is the image encoder that it was trained beside. “Download weights” gets it (4 to 10 MB).</source>
        <translation>Macht aus Länge und Breite einen Fingerabdruck des Ortes, gelernt aus Sentinel-2-Bildern allen Landes. L40 zeigt feinere Muster, L10 ist glatter; der Rest des Namens ist der Bild-Encoder, neben dem er trainiert wurde. „Gewichte herunterladen“ holt ihn (4 bis 10 MB).</translation>
    </message>
    <message>
        <source>Unpacking Python</source>
        <translation>Python wird entpackt</translation>
    </message>
    <message>
        <source>Unpacking {count} packages</source>
        <translation>{count} Pakete werden entpackt</translation>
    </message>
    <message>
        <source>Unpacking {file}</source>
        <translation>{file} wird entpackt</translation>
    </message>
    <message>
        <source>Use a &amp;file…</source>
        <translation>&amp;Datei verwenden…</translation>
    </message>
    <message>
        <source>Use a file</source>
        <translation>Eine Datei verwenden</translation>
    </message>
    <message>
        <source>Use an e&amp;xisting environment…</source>
        <translation>&amp;Vorhandene Umgebung verwenden…</translation>
    </message>
    <message>
        <source>Use an existing environment that has its packages, or another computer.</source>
        <translation>Verwenden Sie eine vorhandene Umgebung, die die Pakete hat, oder einen anderen Computer.</translation>
    </message>
    <message>
        <source>Use fewer points.</source>
        <translation>Verwenden Sie weniger Punkte.</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Wavelength (nm)</source>
        <translation>Wellenlänge (nm)</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Weights (*.ckpt *.pt *.pth *.safetensors);;All files (*)</source>
        <translation>Gewichte (*.ckpt *.pt *.pth *.safetensors);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Weights and what interrupted runs have done; what is in the old folder stays there</source>
        <translation>Gewichte, und was unterbrochene Läufe getan haben; was im alten Ordner ist, bleibt dort</translation>
    </message>
    <message>
        <source>What is added after the scale; empty for 0</source>
        <translation>Was nach der Skalierung addiert wird; leer für 0</translation>
    </message>
    <message>
        <source>What is chosen here counts from the next request on. In the toolbox, a value that is set there comes first. The engine itself is set up in Landprint&apos;s dock.</source>
        <translation>Was hier gewählt wird, gilt ab der nächsten Anfrage. In der Werkzeugkiste hat ein dort gesetzter Wert Vorrang. Die Engine selbst wird in Landprints Bedienfeld eingerichtet.</translation>
    </message>
    <message>
        <source>What is left out: the inside of polygons, or some classes of a classification such as Sentinel-2&apos;s SCL or Landsat&apos;s QA_PIXEL.</source>
        <translation>Was wegbleibt: das Innere von Polygonen, oder einige Klassen einer Klassifikation wie der SCL von Sentinel-2 oder des QA_PIXEL von Landsat.</translation>
    </message>
    <message>
        <source>What is missing of the encoder</source>
        <translation>Was vom Encoder fehlt</translation>
    </message>
    <message>
        <source>What is there, what is wrong, what helps</source>
        <translation>Was da ist, was nicht stimmt, was hilft</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>Was es ist</translation>
    </message>
    <message>
        <source>What makes the fingerprint. “galileo-nano” is for Sentinel-2 and runs on any laptop (4 MB to download). “clay-v1.5” is a large model for many sensors (1.25 GB to download). SatCLIP&apos;s image encoders take Sentinel-2 with all 12 bands; their fingerprints are comparable with those of places, for research only. “Download weights” gets what is missing.</source>
        <translation>Was den Fingerabdruck macht. „galileo-nano“ ist für Sentinel-2 und läuft auf jedem Laptop (4 MB herunterzuladen). „clay-v1.5“ ist ein großes Modell für viele Sensoren (1,25 GB herunterzuladen). Die Bild-Encoder von SatCLIP nehmen Sentinel-2 mit allen 12 Kanälen; ihre Fingerabdrücke sind mit denen von Orten vergleichbar, nur für Forschung. „Gewichte herunterladen“ holt, was fehlt.</translation>
    </message>
    <message>
        <source>What makes the fingerprints. “random-features” is built in, takes any bands and needs no download. “galileo-nano” has learned from satellite images of the whole Earth, is for Sentinel-2 and runs on any laptop (4 MB to download). “clay-v1.5” is a large model for many sensors (1.25 GB to download); without a graphics card it takes seconds for each 256 x 256 pixels. SatCLIP&apos;s image encoders give one fingerprint per 256 x 256 pixels (ViT16: 224) of Sentinel-2 with all 12 bands, comparable with those of places, for research only. “Download weights” gets what is missing.</source>
        <translation>Was die Fingerabdrücke macht. „random-features“ ist eingebaut, nimmt beliebige Kanäle und braucht keinen Download. „galileo-nano“ hat aus Satellitenbildern der ganzen Erde gelernt, ist für Sentinel-2 und läuft auf jedem Laptop (4 MB herunterzuladen). „clay-v1.5“ ist ein großes Modell für viele Sensoren (1,25 GB herunterzuladen); ohne Grafikkarte braucht es Sekunden für je 256 x 256 Pixel. Die Bild-Encoder von SatCLIP geben einen Fingerabdruck je 256 x 256 Pixel (ViT16: 224) von Sentinel-2 mit allen 12 Kanälen, mit denen von Orten vergleichbar, nur für Forschung. „Gewichte herunterladen“ holt, was fehlt.</translation>
    </message>
    <message>
        <source>What models run on</source>
        <translation>Worauf Modelle rechnen</translation>
    </message>
    <message>
        <source>What the check says</source>
        <translation>Was die Prüfung sagt</translation>
    </message>
    <message>
        <source>What the embedding raster&apos;s numbers are: “plain”, the values themselves; “alphaearth”, the signed bytes of AlphaEarth&apos;s Satellite Embedding; “tessera”, codes with the scale of each pixel beside them. “auto” recognises it by the file, or takes what was chosen for the layer in Landprint&apos;s dock.</source>
        <translation>Was die Zahlen des Embedding-Rasters sind: „plain“, die Werte selbst; „alphaearth“, die Bytes mit Vorzeichen von AlphaEarths Satellite Embedding; „tessera“, Codes mit der Skalierung jedes Pixels daneben. „auto“ erkennt es an der Datei, oder nimmt, was in Landprints Bedienfeld für den Layer gewählt wurde.</translation>
    </message>
    <message>
        <source>What the numbers are: the sensor&apos;s counts, reflectance 0 to 1 or 0 to 10,000, Sentinel-2 counts or reflectance with the offset of 1,000 or 0.1 (since 2022), decibels, power or amplitude of a radar. “auto” tells by the file and its values.</source>
        <translation>Was die Zahlen sind: die Zählwerte des Sensors, Reflexionsgrade 0 bis 1 oder 0 bis 10.000, Zählwerte oder Reflexionsgrade von Sentinel-2 mit dem Versatz von 1.000 oder 0,1 (seit 2022), Dezibel, Leistung oder Amplitude eines Radars. „auto“ erkennt es an der Datei und ihren Werten.</translation>
    </message>
    <message>
        <source>What the numbers are; “auto” tells by the values.</source>
        <translation>Was die Zahlen sind; „auto“ erkennt es an den Werten.</translation>
    </message>
    <message>
        <source>What the numbers in the image are</source>
        <translation>Was die Zahlen im Bild sind</translation>
    </message>
    <message>
        <source>What the numbers of the image are</source>
        <translation>Was die Zahlen des Bildes sind</translation>
    </message>
    <message>
        <source>What the sensor is called</source>
        <translation>Wie der Sensor heißt</translation>
    </message>
    <message>
        <source>When the mask is a raster: numbers with commas between, or words for Sentinel-2&apos;s SCL and Landsat&apos;s QA_PIXEL: “cloud, cloud shadow, cirrus, snow, water”. Of these two, clouds and their shadows when it is left empty.</source>
        <translation>Wenn die Maske ein Raster ist: Zahlen mit Kommas dazwischen, oder Wörter für die SCL von Sentinel-2 und das QA_PIXEL von Landsat: „cloud, cloud shadow, cirrus, snow, water“. Bei diesen beiden Wolken und ihre Schatten, wenn es leer bleibt.</translation>
    </message>
    <message>
        <source>Whether it gives the numbers that were published of it</source>
        <translation>Ob er die Zahlen gibt, die von ihm veröffentlicht wurden</translation>
    </message>
    <message>
        <source>Whether the numbers agree</source>
        <translation>Ob die Zahlen übereinstimmen</translation>
    </message>
    <message>
        <source>Which sensor made the image</source>
        <translation>Welcher Sensor das Bild gemacht hat</translation>
    </message>
    <message>
        <source>Which sensor made the image. “auto” recognises it by its name, bands and values, and the log says what was recognised.</source>
        <translation>Welcher Sensor das Bild gemacht hat. „auto“ erkennt ihn an Namen, Kanälen und Werten, und das Protokoll sagt, was erkannt wurde.</translation>
    </message>
    <message>
        <source>Whose embeddings these are, and how their numbers are read; press to correct it</source>
        <translation>Wessen Embeddings das sind, und wie ihre Zahlen gelesen werden; zum Korrigieren drücken</translation>
    </message>
    <message>
        <source>Whose weights.</source>
        <translation>Wessen Gewichte.</translation>
    </message>
    <message>
        <source>With GPU</source>
        <translation>Mit GPU</translation>
    </message>
    <message>
        <source>With a STAC &amp;item, which tells other tools what they are</source>
        <translation>Mit einem STAC-&amp;Item, das anderen Werkzeugen sagt, was sie sind</translation>
    </message>
    <message>
        <source>With a STAC item</source>
        <translation>Mit einem STAC-Item</translation>
    </message>
    <message>
        <source>With or without the packages for a GPU</source>
        <translation>Mit oder ohne die Pakete für eine GPU</translation>
    </message>
    <message>
        <source>Without a network: from a file made elsewhere</source>
        <translation>Ohne Netz: aus einer Datei, die anderswo erstellt wurde</translation>
    </message>
    <message>
        <source>Without the chosen row</source>
        <translation>Ohne die gewählte Zeile</translation>
    </message>
    <message>
        <source>Write a STAC item (.json) beside the result, which tells other tools by which model and from what it was made. It needs the day of the image.</source>
        <translation>Ein STAC-Item (.json) neben das Ergebnis schreiben, das anderen Werkzeugen sagt, mit welchem Modell und woraus es gemacht ist. Es braucht den Tag des Bildes.</translation>
    </message>
    <message>
        <source>Write a number above 0, for example 0.0001; or nothing.</source>
        <translation>Schreiben Sie eine Zahl über 0, zum Beispiel 0,0001; oder nichts.</translation>
    </message>
    <message>
        <source>Write a number, for example -0.1; or nothing.</source>
        <translation>Schreiben Sie eine Zahl, zum Beispiel -0,1; oder nichts.</translation>
    </message>
    <message>
        <source>Write it as [EPSG:4326].</source>
        <translation>Schreiben Sie es als [EPSG:4326].</translation>
    </message>
    <message>
        <source>Write numbers with commas between: 12,40.</source>
        <translation>Schreiben Sie Zahlen mit Kommas dazwischen: 12,40.</translation>
    </message>
    <message>
        <source>Write the side of a pixel in metres, for example 10.</source>
        <translation>Schreiben Sie die Seite eines Pixels in Metern, zum Beispiel 10.</translation>
    </message>
    <message>
        <source>Written by QGIS from the layer “{name}”: {size}.</source>
        <translation>Von QGIS aus dem Layer „{name}“ geschrieben: {size}.</translation>
    </message>
    <message>
        <source>a GeoPackage or GeoParquet file</source>
        <translation>ein GeoPackage oder eine GeoParquet-Datei</translation>
    </message>
    <message>
        <source>a GeoTIFF</source>
        <translation>ein GeoTIFF</translation>
    </message>
    <message>
        <source>a JSON file</source>
        <translation>eine JSON-Datei</translation>
    </message>
    <message>
        <source>a few seconds</source>
        <translation>einige Sekunden</translation>
    </message>
    <message>
        <source>a graphics card where there is one that can be used</source>
        <translation>eine Grafikkarte, wo es eine brauchbare gibt</translation>
    </message>
    <message>
        <source>a job of tiles</source>
        <translation>ein Auftrag von Kacheln</translation>
    </message>
    <message>
        <source>a raster of unknown origin</source>
        <translation>ein Raster unbekannter Herkunft</translation>
    </message>
    <message>
        <source>a web layer</source>
        <translation>ein Weblayer</translation>
    </message>
    <message>
        <source>about {size} to download and keep</source>
        <translation>etwa {size} zum Herunterladen und Behalten</translation>
    </message>
    <message>
        <source>about {time}</source>
        <translation>etwa {time}</translation>
    </message>
    <message>
        <source>agrees</source>
        <translation>stimmt überein</translation>
    </message>
    <message>
        <source>all ({cores})</source>
        <translation>alle ({cores})</translation>
    </message>
    <message>
        <source>always 8 bits where a model has it: faster, a little less exact</source>
        <translation>immer 8 Bit, wo ein Modell sie hat: schneller, etwas weniger genau</translation>
    </message>
    <message>
        <source>always full (32 bits)</source>
        <translation>immer voll (32 Bit)</translation>
    </message>
    <message>
        <source>any computer</source>
        <translation>jeder Computer</translation>
    </message>
    <message>
        <source>band {number}</source>
        <translation>Kanal {number}</translation>
    </message>
    <message>
        <source>built in</source>
        <translation>eingebaut</translation>
    </message>
    <message>
        <source>cannot be read: choose…</source>
        <translation>nicht lesbar: bitte wählen…</translation>
    </message>
    <message>
        <source>computed by QGIS</source>
        <translation>von QGIS berechnet</translation>
    </message>
    <message>
        <source>counts or reflectance</source>
        <translation>Zählwerte oder Reflexionsgrade</translation>
    </message>
    <message>
        <source>decibels (radar)</source>
        <translation>Dezibel (Radar)</translation>
    </message>
    <message>
        <source>decoded</source>
        <translation>dekodiert</translation>
    </message>
    <message>
        <source>does not agree</source>
        <translation>stimmt nicht überein</translation>
    </message>
    <message>
        <source>for Sentinel-2, quick</source>
        <translation>für Sentinel-2, schnell</translation>
    </message>
    <message>
        <source>for any computer</source>
        <translation>für jeden Computer</translation>
    </message>
    <message>
        <source>for information</source>
        <translation>zur Kenntnis</translation>
    </message>
    <message>
        <source>for {here} there is no installation with GPU, but the one for any computer</source>
        <translation>für {here} gibt es keine Installation mit GPU, aber die für jeden Computer</translation>
    </message>
    <message>
        <source>from the values</source>
        <translation>aus den Werten</translation>
    </message>
    <message>
        <source>from {minimum} to {maximum}</source>
        <translation>von {minimum} bis {maximum}</translation>
    </message>
    <message>
        <source>from {minimum} to {maximum}, {mean} on average</source>
        <translation>von {minimum} bis {maximum}, {mean} im Mittel</translation>
    </message>
    <message>
        <source>give the band a name.</source>
        <translation>geben Sie dem Kanal einen Namen.</translation>
    </message>
    <message>
        <source>guessed: {guess}</source>
        <translation>vermutet: {guess}</translation>
    </message>
    <message>
        <source>here, {size}</source>
        <translation>hier, {size}</translation>
    </message>
    <message>
        <source>images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>in a database</source>
        <translation>in einer Datenbank</translation>
    </message>
    <message>
        <source>in no file</source>
        <translation>in keiner Datei</translation>
    </message>
    <message>
        <source>it belongs to another version of Landprint</source>
        <translation>es gehört zu einer anderen Version von Landprint</translation>
    </message>
    <message>
        <source>it has glibc {here}, and the packages need {oldest} or newer</source>
        <translation>er hat glibc {here}, und die Pakete brauchen {oldest} oder neuer</translation>
    </message>
    <message>
        <source>it has macOS {here}, and the packages need {oldest} or newer</source>
        <translation>er hat macOS {here}, und die Pakete brauchen {oldest} oder neuer</translation>
    </message>
    <message>
        <source>it is for {title}, and this computer is {platform}</source>
        <translation>es ist für {title}, und dieser Computer ist {platform}</translation>
    </message>
    <message>
        <source>it lacks {file}</source>
        <translation>{file} fehlt darin</translation>
    </message>
    <message>
        <source>its C library is not glibc, which the packages are made for</source>
        <translation>seine C-Bibliothek ist nicht glibc, für die die Pakete gemacht sind</translation>
    </message>
    <message>
        <source>kB</source>
        <translation>kB</translation>
    </message>
    <message>
        <source>less than a second</source>
        <translation>weniger als eine Sekunde</translation>
    </message>
    <message>
        <source>longitude and latitude</source>
        <translation>Länge und Breite</translation>
    </message>
    <message>
        <source>macOS, Apple chip</source>
        <translation>macOS, Apple-Chip</translation>
    </message>
    <message>
        <source>macOS, Intel chip</source>
        <translation>macOS, Intel-Chip</translation>
    </message>
    <message>
        <source>many sensors, slow</source>
        <translation>viele Sensoren, langsam</translation>
    </message>
    <message>
        <source>new own sensor</source>
        <translation>neuer eigener Sensor</translation>
    </message>
    <message>
        <source>no download</source>
        <translation>kein Download</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>none is here to take along; see Models…</source>
        <translation>hier sind keine zum Mitnehmen; siehe Modelle…</translation>
    </message>
    <message>
        <source>not a file</source>
        <translation>keine Datei</translation>
    </message>
    <message>
        <source>not downloaded</source>
        <translation>nicht heruntergeladen</translation>
    </message>
    <message>
        <source>not in this image</source>
        <translation>nicht in diesem Bild</translation>
    </message>
    <message>
        <source>nowhere</source>
        <translation>nirgends</translation>
    </message>
    <message>
        <source>number or category</source>
        <translation>Zahl oder Kategorie</translation>
    </message>
    <message>
        <source>places</source>
        <translation>Orte</translation>
    </message>
    <message>
        <source>places on Earth</source>
        <translation>Orte auf der Erde</translation>
    </message>
    <message>
        <source>plain</source>
        <translation>einfach</translation>
    </message>
    <message>
        <source>the layer “{export}”, {size}</source>
        <translation>dem Layer „{export}“, {size}</translation>
    </message>
    <message>
        <source>the plain cosine, without removing the raster&apos;s mean, is {raw_cosine}</source>
        <translation>der einfache Kosinus, ohne den Mittelwert des Rasters herauszunehmen, ist {raw_cosine}</translation>
    </message>
    <message>
        <source>the processor only</source>
        <translation>nur der Prozessor</translation>
    </message>
    <message>
        <source>there are no packages for Python {minor}</source>
        <translation>es gibt keine Pakete für Python {minor}</translation>
    </message>
    <message>
        <source>there are no packages for {here}</source>
        <translation>es gibt keine Pakete für {here}</translation>
    </message>
    <message>
        <source>there are no packages for {name}</source>
        <translation>es gibt keine Pakete für {name}</translation>
    </message>
    <message>
        <source>there is a band {name} already.</source>
        <translation>es gibt schon einen Kanal {name}.</translation>
    </message>
    <message>
        <source>usual ({memory} MB)</source>
        <translation>üblich ({memory} MB)</translation>
    </message>
    <message>
        <source>whole Sentinel-2 images</source>
        <translation>ganze Sentinel-2-Bilder</translation>
    </message>
    <message>
        <source>with GPU</source>
        <translation>mit GPU</translation>
    </message>
    <message>
        <source>write the mean of {name} in the image&apos;s numbers.</source>
        <translation>schreiben Sie den Mittelwert von {name} in den Zahlen des Bildes.</translation>
    </message>
    <message>
        <source>write the standard deviation of {name}, a number above 0.</source>
        <translation>schreiben Sie die Standardabweichung von {name}, eine Zahl über 0.</translation>
    </message>
    <message>
        <source>write the wavelength of {name} in nanometres, for example 665.</source>
        <translation>schreiben Sie die Wellenlänge von {name} in Nanometern, zum Beispiel 665.</translation>
    </message>
    <message>
        <source>{address}: no page of an index</source>
        <translation>{address}: keine Seite eines Paketverzeichnisses</translation>
    </message>
    <message>
        <source>{attribute} {spread}, in {valid} places; {seconds} s.</source>
        <translation>{attribute} {spread}, an {valid} Orten; {seconds} s.</translation>
    </message>
    <message>
        <source>{attribute}: {shares}; {seconds} s.</source>
        <translation>{attribute}: {shares}; {seconds} s.</translation>
    </message>
    <message>
        <source>{baseline} without looking at the embeddings</source>
        <translation>{baseline} ohne Blick auf die Embeddings</translation>
    </message>
    <message>
        <source>{chip}: {dimension} dimensions, length {norm}.</source>
        <translation>{chip}: {dimension} Dimensionen, Länge {norm}.</translation>
    </message>
    <message>
        <source>{columns} × {rows} pixels</source>
        <translation>{columns} × {rows} Pixel</translation>
    </message>
    <message>
        <source>{columns} × {rows} pixels of {metres} m</source>
        <translation>{columns} × {rows} Pixel von {metres} m</translation>
    </message>
    <message>
        <source>{cosine} like the chip before (dashed)</source>
        <translation>{cosine} wie der Ausschnitt davor (gestrichelt)</translation>
    </message>
    <message>
        <source>{counted}, {left} are left.</source>
        <translation>{counted}, {left} fehlen noch.</translation>
    </message>
    <message>
        <source>{counted}, {missing} are missing and {failed} failed.</source>
        <translation>{counted}, {missing} fehlen und {failed} sind fehlgeschlagen.</translation>
    </message>
    <message>
        <source>{count} packages are installed</source>
        <translation>{count} Pakete sind installiert</translation>
    </message>
    <message>
        <source>{description} Press to choose it; nothing is downloaded yet.</source>
        <translation>{description} Zum Wählen drücken; noch wird nichts heruntergeladen.</translation>
    </message>
    <message>
        <source>{dim} dimensions each. Measured on a few places.</source>
        <translation>Je {dim} Dimensionen. An einigen Orten gemessen.</translation>
    </message>
    <message>
        <source>{done} of {tiles} tiles are embedded, {empty} have no data</source>
        <translation>{done} von {tiles} Kacheln sind eingebettet, {empty} haben keine Daten</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <source>{embedded} of {points} points have an embedding of {dim} dimensions</source>
        <translation>{embedded} von {points} Punkten haben ein Embedding von {dim} Dimensionen</translation>
    </message>
    <message>
        <source>{encoder} is ready. Nothing was published to check its numbers by.</source>
        <translation>{encoder} ist bereit. Nichts wurde veröffentlicht, womit die Zahlen zu prüfen wären.</translation>
    </message>
    <message>
        <source>{encoder} is ready: its numbers agree with those published.</source>
        <translation>{encoder} ist bereit: Die Zahlen stimmen mit den veröffentlichten überein.</translation>
    </message>
    <message>
        <source>{encoder}: {dim} dimensions of {size}; {seconds} s.</source>
        <translation>{encoder}: {dim} Dimensionen von {size}; {seconds} s.</translation>
    </message>
    <message>
        <source>{encoder}: {dim} dimensions, patches of {patch} x {patch} pixels</source>
        <translation>{encoder}: {dim} Dimensionen, Patches von {patch} x {patch} Pixeln</translation>
    </message>
    <message>
        <source>{encoder}: {dim} dimensions; {counted}.</source>
        <translation>{encoder}: {dim} Dimensionen; {counted}.</translation>
    </message>
    <message>
        <source>{every}
The first heatmap waits for them; they are kept, and the next one takes a second.</source>
        <translation>{every}
Die erste Heatmap wartet auf sie; sie bleiben erhalten, und die nächste dauert eine Sekunde.</translation>
    </message>
    <message>
        <source>{file} cannot be written: {error}.</source>
        <translation>{file} kann nicht geschrieben werden: {error}.</translation>
    </message>
    <message>
        <source>{file} could not be written: {problem}.</source>
        <translation>{file} konnte nicht geschrieben werden: {problem}.</translation>
    </message>
    <message>
        <source>{file} is neither a folder nor an archive of a satellite&apos;s scene.</source>
        <translation>{file} ist weder ein Ordner noch ein Archiv einer Satellitenszene.</translation>
    </message>
    <message>
        <source>{file} of the scene cannot be read by this QGIS.</source>
        <translation>{file} der Szene kann von diesem QGIS nicht gelesen werden.</translation>
    </message>
    <message>
        <source>{folder} cannot be made: {reason}.</source>
        <translation>{folder} kann nicht angelegt werden: {reason}.</translation>
    </message>
    <message>
        <source>{folder} cannot be written.</source>
        <translation>{folder} kann nicht beschrieben werden.</translation>
    </message>
    <message>
        <source>{host} answered {status}</source>
        <translation>{host} antwortete {status}</translation>
    </message>
    <message>
        <source>{host} could not be reached</source>
        <translation>{host} war nicht erreichbar</translation>
    </message>
    <message>
        <source>{host}: nothing came for {stall_s} s</source>
        <translation>{host}: {stall_s} s lang kam nichts</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
        <source>{job} embeddings</source>
        <translation>{job} Embeddings</translation>
    </message>
    <message>
        <source>{made}, by {encoder}; {seconds} s.</source>
        <translation>{made}, durch {encoder}; {seconds} s.</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>{name} asks for a login.</source>
        <translation>{name} verlangt eine Anmeldung.</translation>
    </message>
    <message>
        <source>{name} cannot be read as JSON: {error}.</source>
        <translation>{name} kann nicht als JSON gelesen werden: {error}.</translation>
    </message>
    <message>
        <source>{name} describes no sensor: it has no bands.</source>
        <translation>{name} beschreibt keinen Sensor: Es hat keine Kanäle.</translation>
    </message>
    <message>
        <source>{name} did not answer in time.</source>
        <translation>{name} hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>{name} is blocked here.</source>
        <translation>{name} ist hier gesperrt.</translation>
    </message>
    <message>
        <source>{name} is not the file that Landprint expects.</source>
        <translation>{name} ist nicht die Datei, die Landprint erwartet.</translation>
    </message>
    <message>
        <source>{name} may not be written.</source>
        <translation>{name} darf nicht beschrieben werden.</translation>
    </message>
    <message>
        <source>{name} of this kit is not the file that Landprint expects.</source>
        <translation>{name} dieses Kits ist nicht die Datei, die Landprint erwartet.</translation>
    </message>
    <message>
        <source>{name} refused the connection.</source>
        <translation>{name} hat die Verbindung abgelehnt.</translation>
    </message>
    <message>
        <source>{name} was not found on the package index.</source>
        <translation>{name} wurde im Paketverzeichnis nicht gefunden.</translation>
    </message>
    <message>
        <source>{name} {score} in squares of {degrees} degrees that were kept apart</source>
        <translation>{name} {score} in Quadraten von {degrees} Grad, die zurückgehalten wurden</translation>
    </message>
    <message>
        <source>{name} · {share} %</source>
        <translation>{name} · {share} %</translation>
    </message>
    <message>
        <source>{name}: {found}, expected {expected} ({verdict})</source>
        <translation>{name}: {found}, erwartet {expected} ({verdict})</translation>
    </message>
    <message>
        <source>{name}: {share} %</source>
        <translation>{name}: {share} %</translation>
    </message>
    <message>
        <source>{needed} are needed for a while, and the disk of {folder} has {free}</source>
        <translation>{needed} werden eine Zeit lang gebraucht, und der Datenträger von {folder} hat {free}</translation>
    </message>
    <message>
        <source>{number} GB</source>
        <translation>{number} GB</translation>
    </message>
    <message>
        <source>{number} million km²</source>
        <translation>{number} Mio. km²</translation>
    </message>
    <message numerus="yes">
        <source>{n} bytes</source>
        <translation>
            <numerusform>{n} Byte</numerusform>
            <numerusform>{n} Bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} dimensions</source>
        <translation>
            <numerusform>{n} Dimension</numerusform>
            <numerusform>{n} Dimensionen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} lines need attention.</source>
        <translation>
            <numerusform>{n} Zeile braucht Aufmerksamkeit.</numerusform>
            <numerusform>{n} Zeilen brauchen Aufmerksamkeit.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} more</source>
        <translation>
            <numerusform>{n} weiteres</numerusform>
            <numerusform>{n} weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} more tiles failed.</source>
        <translation>
            <numerusform>{n} weitere Kachel ist fehlgeschlagen.</numerusform>
            <numerusform>{n} weitere Kacheln sind fehlgeschlagen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} pieces of the image were looked at.</source>
        <translation>
            <numerusform>{n} Stück des Bildes wurde angesehen.</numerusform>
            <numerusform>{n} Stücke des Bildes wurden angesehen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} places</source>
        <translation>
            <numerusform>{n} Ort</numerusform>
            <numerusform>{n} Orte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} points</source>
        <translation>
            <numerusform>{n} Punkt</numerusform>
            <numerusform>{n} Punkte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} points embedded.</source>
        <translation>
            <numerusform>{n} Punkt eingebettet.</numerusform>
            <numerusform>{n} Punkte eingebettet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} points, with similarities from {most} to {least}.</source>
        <translation>
            <numerusform>{n} Punkt, mit Ähnlichkeiten von {most} bis {least}.</numerusform>
            <numerusform>{n} Punkte, mit Ähnlichkeiten von {most} bis {least}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} results are kept.</source>
        <translation>
            <numerusform>{n} Ergebnis ist abgelegt.</numerusform>
            <numerusform>{n} Ergebnisse sind abgelegt.</numerusform>
        </translation>
    </message>
    <message>
        <source>{offer}: {download}, {disk} on disk</source>
        <translation>{offer}: {download}, {disk} belegt</translation>
    </message>
    <message>
        <source>{path} cannot be written.</source>
        <translation>{path} kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>{path} could not be written: {problem}.</source>
        <translation>{path} konnte nicht geschrieben werden: {problem}.</translation>
    </message>
    <message>
        <source>{path} is none</source>
        <translation>{path} ist keines</translation>
    </message>
    <message>
        <source>{path} is not a raster that can be read.</source>
        <translation>{path} ist kein lesbares Raster.</translation>
    </message>
    <message>
        <source>{points} points, {dropped} left out; {seconds} s.</source>
        <translation>{points} Punkte, {dropped} weggelassen; {seconds} s.</translation>
    </message>
    <message>
        <source>{predicted} of {points} points have a predicted {attribute}.</source>
        <translation>{predicted} von {points} Punkten haben eine Vorhersage für {attribute}.</translation>
    </message>
    <message>
        <source>{python} is Python {found}, and the engine needs {oldest} or newer</source>
        <translation>{python} ist Python {found}, und die Engine braucht {oldest} oder neuer</translation>
    </message>
    <message>
        <source>{python} is no Python</source>
        <translation>{python} ist kein Python</translation>
    </message>
    <message>
        <source>{python} is not a CPython of 64 bits</source>
        <translation>{python} ist kein CPython mit 64 Bit</translation>
    </message>
    <message>
        <source>{share} % of the picture is blank and left out.</source>
        <translation>{share} % des Bildes sind leer und bleiben weg.</translation>
    </message>
    <message>
        <source>{share} with data</source>
        <translation>{share} mit Daten</translation>
    </message>
    <message>
        <source>{size} MB</source>
        <translation>{size} MB</translation>
    </message>
    <message>
        <source>{size} MB to download</source>
        <translation>{size} MB zum Herunterladen</translation>
    </message>
    <message>
        <source>{size} to download</source>
        <translation>{size} zum Herunterladen</translation>
    </message>
    <message>
        <source>{target} cannot be written: {error}.</source>
        <translation>{target} kann nicht geschrieben werden: {error}.</translation>
    </message>
    <message>
        <source>{text} is not a layer that can be read.</source>
        <translation>{text} ist kein lesbarer Layer.</translation>
    </message>
    <message>
        <source>{tiles} tiles with {patches} patches, {megabytes} MB.</source>
        <translation>{tiles} Kacheln mit {patches} Patches, {megabytes} MB.</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>noch {time}</translation>
    </message>
    <message>
        <source>{title} ({part}): {megabytes} MB in {path}</source>
        <translation>{title} ({part}): {megabytes} MB in {path}</translation>
    </message>
    <message>
        <source>{title} needs measured reflectances, and “{export}” is a picture.</source>
        <translation>{title} braucht gemessene Reflexionsgrade, und „{export}“ ist ein Bild.</translation>
    </message>
    <message>
        <source>{title}, from {path}.</source>
        <translation>{title}, aus {path}.</translation>
    </message>
    <message>
        <source>{title}: {size} from {address}.</source>
        <translation>{title}: {size} von {address}.</translation>
    </message>
    <message>
        <source>{valid_patches} of {patches} patches have data; {seconds} s.</source>
        <translation>{valid_patches} von {patches} Patches haben Daten; {seconds} s.</translation>
    </message>
    <message>
        <source>{valid_patches} of {patches} pixels have data</source>
        <translation>{valid_patches} von {patches} Pixeln haben Daten</translation>
    </message>
    <message>
        <source>{wait}, once</source>
        <translation>{wait}, einmal</translation>
    </message>
    <message>
        <source>{what}: {size} are free again.</source>
        <translation>{what}: {size} sind wieder frei.</translation>
    </message>
    <message>
        <source>{why}

The day of the image, as 2023-07-14:</source>
        <translation>{why}

Der Tag des Bildes, als 2023-07-14:</translation>
    </message>
    <message>
        <source>{width} x {height} places</source>
        <translation>{width} x {height} Orten</translation>
    </message>
    <message>
        <source>“Download weights” (landprint:downloadweights) and “Import weights” in the toolbox get them.</source>
        <translation>„Gewichte herunterladen“ (landprint:downloadweights) und „Gewichte importieren“ in der Werkzeugkiste holen sie.</translation>
    </message>
    <message>
        <source>“any”: what is similar to one of the places, whichever, and not to those that are not meant. “all”: what is similar to the mean of them. “learned”: a small model tells the places from those that are not meant, or from the rest of the raster.</source>
        <translation>„any“: was einem der Orte ähnlich ist, gleich welchem, und nicht denen, die nicht gemeint sind. „all“: was ihrem Mittel ähnlich ist. „learned“: Ein kleines Modell unterscheidet die Orte von denen, die nicht gemeint sind, oder vom Rest des Rasters.</translation>
    </message>
    <message>
        <source>“auto” takes a graphics card where there is one and the engine was set up for it, or else the processor.</source>
        <translation>„auto“ nimmt eine Grafikkarte, wo es eine gibt und die Engine dafür eingerichtet ist, sonst den Prozessor.</translation>
    </message>
    <message>
        <source>“int8” is faster and a little less exact than “fp32”. “auto” takes it only where hardly anything is lost.</source>
        <translation>„int8“ ist schneller und etwas weniger genau als „fp32“. „auto“ nimmt es nur, wo kaum etwas verloren geht.</translation>
    </message>
    <message>
        <source>“patch”, or “chip”: one for each square that the encoder sees at once, as Clay&apos;s published recipe makes them.</source>
        <translation>„patch“, oder „chip“: eines für jedes Quadrat, das der Encoder auf einmal sieht, wie es die Veröffentlichung von Clay macht.</translation>
    </message>
    <message>
        <source>“uint8” takes a quarter of the space of “float32” and is practically as exact.</source>
        <translation>„uint8“ braucht ein Viertel des Platzes von „float32“ und ist praktisch ebenso genau.</translation>
    </message>
    <message>
        <source>“{export}” shows nothing in this area with pixels of this size.</source>
        <translation>„{export}“ zeigt in diesem Gebiet mit Pixeln dieser Größe nichts.</translation>
    </message>
    <message>
        <source>“{layer}” cannot be a mask.</source>
        <translation>„{layer}“ kann keine Maske sein.</translation>
    </message>
    <message>
        <source>“{layer}” cannot be read.</source>
        <translation>„{layer}“ kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>“{layer}” has lost its file: {path} cannot be read.</source>
        <translation>„{layer}“ hat seine Datei verloren: {path} kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>“{layer}” has no point with the id {id}.</source>
        <translation>„{layer}“ hat keinen Punkt mit der ID {id}.</translation>
    </message>
    <message>
        <source>“{layer}” has no points.</source>
        <translation>„{layer}“ hat keine Punkte.</translation>
    </message>
    <message>
        <source>“{layer}” is in no file.</source>
        <translation>„{layer}“ ist in keiner Datei.</translation>
    </message>
    <message>
        <source>“{layer}” is not a raster layer.</source>
        <translation>„{layer}“ ist kein Rasterlayer.</translation>
    </message>
    <message>
        <source>“{layer}” is not a vector layer.</source>
        <translation>„{layer}“ ist kein Vektorlayer.</translation>
    </message>
    <message>
        <source>“{layer}” is {kind}, and Landprint reads files.</source>
        <translation>„{layer}“ ist {kind}, und Landprint liest Dateien.</translation>
    </message>
    <message>
        <source>“{layer}” is {kind}, of which QGIS writes a part.</source>
        <translation>„{layer}“ ist {kind}, wovon QGIS einen Teil schreibt.</translation>
    </message>
    <message>
        <source>“{layer}” shows nothing there.</source>
        <translation>„{layer}“ zeigt dort nichts.</translation>
    </message>
    <message>
        <source>“{name}” cannot be its name: choose another one.</source>
        <translation>„{name}“ kann nicht sein Name sein: Wählen Sie einen anderen.</translation>
    </message>
    <message numerus="yes">
        <source>“{name}” could not be read: {why} ({n} requests).</source>
        <translation>
            <numerusform>„{name}“ konnte nicht gelesen werden: {why}.</numerusform>
            <numerusform>„{name}“ konnte nicht gelesen werden: {why} ({n} Anfragen).</numerusform>
        </translation>
    </message>
    <message>
        <source>“{name}” has no CRS.</source>
        <translation>„{name}“ hat kein KBS.</translation>
    </message>
    <message>
        <source>“{name}” is a table without places.</source>
        <translation>„{name}“ ist eine Tabelle ohne Orte.</translation>
    </message>
    <message>
        <source>“{name}” is no layer of places.</source>
        <translation>„{name}“ ist kein Layer von Orten.</translation>
    </message>
    <message>
        <source>“{name}” is no layer.</source>
        <translation>„{name}“ ist kein Layer.</translation>
    </message>
    <message>
        <source>“{name}” is not a layer of points.</source>
        <translation>„{name}“ ist kein Punktlayer.</translation>
    </message>
    <message>
        <source>“{name}” is only in QGIS&apos;s memory.</source>
        <translation>„{name}“ ist nur im Arbeitsspeicher von QGIS.</translation>
    </message>
    <message>
        <source>“{picture}” exists. Replace it?</source>
        <translation>„{picture}“ ist schon vorhanden. Ersetzen?</translation>
    </message>
    <message>
        <source>“{raster}” has no CRS, so places in another one cannot be found on it.</source>
        <translation>„{raster}“ hat kein KBS, daher können Orte in einem anderen darauf nicht gefunden werden.</translation>
    </message>
    <message>
        <source>“{text}” are no ids.</source>
        <translation>„{text}“ sind keine IDs.</translation>
    </message>
    <message>
        <source>A GeoPackage of polygons with the columns class, name and hectares.</source>
        <translation>Ein GeoPackage von Polygonen mit den Spalten class, name und hectares.</translation>
    </message>
    <message>
        <source>A GeoTIFF with one band for each component.</source>
        <translation>Ein GeoTIFF mit einem Kanal je Komponente.</translation>
    </message>
    <message>
        <source>A GeoTIFF with one band: the cosine distance, from 0 (alike) to 2.</source>
        <translation>Ein GeoTIFF mit einem Kanal: der Kosinusabstand, von 0 (gleich) bis 2.</translation>
    </message>
    <message>
        <source>A GeoTIFF with the number of the class, and 0 for none.</source>
        <translation>Ein GeoTIFF mit der Nummer der Klasse, und 0 für keine.</translation>
    </message>
    <message>
        <source>A composite of {first} to {last} {where}: its day counts as unknown.</source>
        <translation>Eine Zusammenstellung von {first} bis {last} {where}: Ihr Tag gilt als unbekannt.</translation>
    </message>
    <message>
        <source>A raster of classes: whole numbers in one band, as “K-means classes” makes it.</source>
        <translation>Ein Raster von Klassen: ganze Zahlen in einem Kanal, wie „K-Means-Klassen“ es macht.</translation>
    </message>
    <message>
        <source>A small built-in image was embedded in {started} s; its two kinds of ground are told apart (similarity {alike} within, {other} between).</source>
        <translation>Ein kleines eingebautes Bild wurde in {started} s eingebettet; seine zwei Arten von Boden werden unterschieden (Ähnlichkeit innen {alike}, dazwischen {other}).</translation>
    </message>
    <message>
        <source>A small built-in image was embedded wrongly (similarity {alike} within, {other} between).</source>
        <translation>Ein kleines eingebautes Bild wurde falsch eingebettet (Ähnlichkeit innen {alike}, dazwischen {other}).</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>An embedding raster of the first date. The result has its patches.</source>
        <translation>Ein Embedding-Raster des ersten Datums. Das Ergebnis hat dessen Patches.</translation>
    </message>
    <message>
        <source>An embedding raster of the second date, made with the same encoder and the same size of patches. Where its grid is another one, its embeddings are interpolated at the centres of the patches of the first.</source>
        <translation>Ein Embedding-Raster des zweiten Datums, mit demselben Encoder und derselben Patchgröße erstellt. Hat es ein anderes Gitter, werden seine Embeddings in den Mitten der Patches des ersten interpoliert.</translation>
    </message>
    <message>
        <source>An interrupted run of this raster was not continued: the raster has changed since.</source>
        <translation>Ein unterbrochener Lauf dieses Rasters wurde nicht fortgesetzt: Das Raster hat sich seither geändert.</translation>
    </message>
    <message>
        <source>An offset of 1,000 is taken off: band 10, of cirrus, does not go below {clear}.</source>
        <translation>Ein Versatz von 1.000 wird abgezogen: Kanal 10, der Zirren, geht nicht unter {clear}.</translation>
    </message>
    <message>
        <source>Apply k-means classes</source>
        <translation>K-Means-Klassen anwenden</translation>
    </message>
    <message>
        <source>Areas</source>
        <translation>Flächen</translation>
    </message>
    <message>
        <source>Areas of fewer pixels are joined to the largest area beside them.</source>
        <translation>Flächen mit weniger Pixeln kommen zur größten Fläche daneben.</translation>
    </message>
    <message>
        <source>Areas of fewer pixels of the result are joined to the largest area beside them. 0 keeps all.</source>
        <translation>Flächen mit weniger Pixeln des Ergebnisses kommen zur größten Fläche daneben. 0 behält alle.</translation>
    </message>
    <message>
        <source>Assigning the classes</source>
        <translation>Klassen werden zugeordnet</translation>
    </message>
    <message>
        <source>Bands of the STAC item {title}: {chosen}{where}.</source>
        <translation>Kanäle des STAC-Items {title}: {chosen}{where}.</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Calibrating 8 bits on this raster</source>
        <translation>8 Bit werden auf dieses Raster abgestimmt</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Veränderung</translation>
    </message>
    <message>
        <source>Change map</source>
        <translation>Veränderungskarte</translation>
    </message>
    <message>
        <source>Check the address, network and proxy.</source>
        <translation>Prüfen Sie Adresse, Netz und Proxy.</translation>
    </message>
    <message>
        <source>Check the address.</source>
        <translation>Prüfen Sie die Adresse.</translation>
    </message>
    <message>
        <source>Choose a folder that you may write to.</source>
        <translation>Wählen Sie einen Ordner, in den Sie schreiben dürfen.</translation>
    </message>
    <message>
        <source>Choose a larger raster, or an encoder of smaller chips.</source>
        <translation>Wählen Sie ein größeres Raster, oder einen Encoder mit kleineren Ausschnitten.</translation>
    </message>
    <message>
        <source>Choose another encoder; if it is {title} all the same, say so by the sensor.</source>
        <translation>Wählen Sie einen anderen Encoder; wenn es dennoch {title} ist, sagen Sie es durch den Sensor.</translation>
    </message>
    <message>
        <source>Choose from {minimum} to {maximum}.</source>
        <translation>Wählen Sie von {minimum} bis {maximum}.</translation>
    </message>
    <message>
        <source>Choose the files of its bands themselves; several can be given together.</source>
        <translation>Wählen Sie die Dateien der Kanäle selbst; mehrere können zusammen angegeben werden.</translation>
    </message>
    <message>
        <source>Choose the runtime onnx, or leave the precision to Landprint.</source>
        <translation>Wählen Sie zum Rechnen onnx, oder überlassen Sie Landprint die Genauigkeit.</translation>
    </message>
    <message>
        <source>Choose the sensor, and say which bands are which.</source>
        <translation>Wählen Sie den Sensor, und sagen Sie, welche Kanäle welche sind.</translation>
    </message>
    <message>
        <source>Classes ({n})</source>
        <translation>Klassen ({n})</translation>
    </message>
    <message>
        <source>Classes of another image</source>
        <translation>Klassen eines anderen Bildes</translation>
    </message>
    <message>
        <source>Close other programs before you use Clay, or take Galileo nano, which needs little.</source>
        <translation>Schließen Sie andere Programme, bevor Sie Clay verwenden, oder nehmen Sie Galileo nano, das wenig braucht.</translation>
    </message>
    <message>
        <source>Compare the embeddings themselves. By default, what all common places of a raster have in common is taken out first: a season or the light that changes all places alike is then no change.</source>
        <translation>Die Embeddings selbst vergleichen. Normalerweise wird zuerst herausgenommen, was allen gemeinsamen Orten eines Rasters gemeinsam ist: Eine Jahreszeit oder das Licht, das alle Orte gleich verändert, ist dann keine Veränderung.</translation>
    </message>
    <message>
        <source>Comparing with places</source>
        <translation>Vergleich mit Orten</translation>
    </message>
    <message>
        <source>Components</source>
        <translation>Komponenten</translation>
    </message>
    <message>
        <source>Download it again, or choose another file.</source>
        <translation>Laden Sie sie noch einmal herunter, oder wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>Download it again, or export the area as a GeoTIFF, with geotessera for example.</source>
        <translation>Laden Sie es noch einmal herunter, oder exportieren Sie das Gebiet als GeoTIFF, zum Beispiel mit geotessera.</translation>
    </message>
    <message>
        <source>Download the file, and choose that.</source>
        <translation>Laden Sie die Datei herunter, und wählen Sie diese.</translation>
    </message>
    <message>
        <source>Drawing outlines</source>
        <translation>Umrisse werden gezeichnet</translation>
    </message>
    <message>
        <source>Embed both images in the same way.</source>
        <translation>Betten Sie beide Bilder auf dieselbe Weise ein.</translation>
    </message>
    <message>
        <source>Embedding open water, {number} of at most {levels}</source>
        <translation>Offenes Wasser wird eingebettet, {number} von höchstens {levels}</translation>
    </message>
    <message>
        <source>Embedding points</source>
        <translation>Punkte werden eingebettet</translation>
    </message>
    <message>
        <source>Embedding the chip</source>
        <translation>Der Ausschnitt wird eingebettet</translation>
    </message>
    <message>
        <source>Embedding the image</source>
        <translation>Das Bild wird eingebettet</translation>
    </message>
    <message>
        <source>Embedding tiles, {done} of {count}</source>
        <translation>Kacheln werden eingebettet, {done} von {count}</translation>
    </message>
    <message>
        <source>Finding the classes</source>
        <translation>Klassen werden gesucht</translation>
    </message>
    <message>
        <source>Fitting all points</source>
        <translation>Alle Punkte werden angepasst</translation>
    </message>
    <message>
        <source>Free some space, choose a smaller area or larger patches, or move the folder.</source>
        <translation>Schaffen Sie Platz, wählen Sie ein kleineres Gebiet oder größere Patches, oder verlegen Sie den Ordner.</translation>
    </message>
    <message>
        <source>Free some space, or move the folder.</source>
        <translation>Schaffen Sie Platz, oder verlegen Sie den Ordner.</translation>
    </message>
    <message>
        <source>Give a signed address, or one with user and password before the server&apos;s name.</source>
        <translation>Geben Sie eine signierte Adresse an, oder eine mit Benutzer und Passwort vor dem Namen des Servers.</translation>
    </message>
    <message>
        <source>HLS&apos;s Fmask</source>
        <translation>Fmask von HLS</translation>
    </message>
    <message>
        <source>Half of {count} places differ by less than {half}, 5 % by more than {most}, none by more than {all}.</source>
        <translation>Die Hälfte der {count} Orte unterscheidet sich um weniger als {half}, 5 % um mehr als {most}, keiner um mehr als {all}.</translation>
    </message>
    <message>
        <source>How many: each becomes a band of floating-point numbers, whose description has its share of the variance. A picture of the first three, in bytes, when it is left empty.</source>
        <translation>Wie viele: Jede wird ein Kanal von Gleitkommazahlen, dessen Beschreibung ihren Anteil an der Varianz hat. Ein Bild der ersten drei, in Bytes, wenn es leer bleibt.</translation>
    </message>
    <message>
        <source>Install “Microsoft Visual C++ Redistributable (x64)” from Microsoft, or set up the engine again.</source>
        <translation>Installieren Sie „Microsoft Visual C++ Redistributable (x64)“ von Microsoft, oder richten Sie die Engine noch einmal ein.</translation>
    </message>
    <message>
        <source>It embeds places: see embed-locations and embed-points.</source>
        <translation>Er bettet Orte ein: siehe „Orte einbetten“ und „Punkte einbetten“.</translation>
    </message>
    <message>
        <source>It is not tried again, unless {name} is deleted.</source>
        <translation>Es wird nicht noch einmal versucht, solange {name} nicht gelöscht ist.</translation>
    </message>
    <message>
        <source>It needs at least blue, green and red, or nir, of Sentinel-2.</source>
        <translation>Es braucht mindestens Blau, Grün und Rot, oder NIR, von Sentinel-2.</translation>
    </message>
    <message>
        <source>It needs name, gsd (metres) and bands, each with name, wavelength (micrometres), mean and std.</source>
        <translation>Es braucht name, gsd (Meter) und bands, jeder mit name, wavelength (Mikrometer), mean und std.</translation>
    </message>
    <message>
        <source>It takes {default} only.</source>
        <translation>Er nimmt nur {default}.</translation>
    </message>
    <message>
        <source>Its task broke off: {name__}.</source>
        <translation>Die Aufgabe brach ab: {name__}.</translation>
    </message>
    <message>
        <source>Joins the small areas of a raster of classes to the largest area beside them. Names, colours and what k-means knows of the classes are kept.</source>
        <translation>Fügt die kleinen Flächen eines Rasters von Klassen der größten Fläche daneben zu. Namen, Farben und was K-Means von den Klassen weiß, bleiben erhalten.</translation>
    </message>
    <message>
        <source>Known are {sensors}, or the path of a JSON file that describes one.</source>
        <translation>Bekannt sind {sensors}, oder der Pfad einer JSON-Datei, die einen beschreibt.</translation>
    </message>
    <message>
        <source>Landsat&apos;s QA_PIXEL</source>
        <translation>QA_PIXEL von Landsat</translation>
    </message>
    <message>
        <source>Left out, because the others of their group are missing: {left_out}.</source>
        <translation>Weggelassen, weil die anderen ihrer Gruppe fehlen: {left_out}.</translation>
    </message>
    <message>
        <source>Left out: band {alphas}, an alpha band, which says which pixels are valid.</source>
        <translation>Weggelassen: Kanal {alphas}, ein Alphakanal, der sagt, welche Pixel gültig sind.</translation>
    </message>
    <message>
        <source>Left out: the inside of the polygons of {name}.</source>
        <translation>Weggelassen: das Innere der Polygone von {name}.</translation>
    </message>
    <message>
        <source>Left out: {classes} of {name}.</source>
        <translation>Weggelassen: {classes} von {name}.</translation>
    </message>
    <message>
        <source>Left out: {empty} tiles without data.</source>
        <translation>Weggelassen: {empty} Kacheln ohne Daten.</translation>
    </message>
    <message>
        <source>Left out: {outside} tiles that the area does not touch.</source>
        <translation>Weggelassen: {outside} Kacheln, die das Gebiet nicht berührt.</translation>
    </message>
    <message>
        <source>Looking at the embeddings</source>
        <translation>Die Embeddings werden angesehen</translation>
    </message>
    <message>
        <source>Looking at: {lower}</source>
        <translation>Es wird nachgesehen: {lower}</translation>
    </message>
    <message>
        <source>Looking for data</source>
        <translation>Daten werden gesucht</translation>
    </message>
    <message>
        <source>Looking for valid pixels</source>
        <translation>Gültige Pixel werden gesucht</translation>
    </message>
    <message>
        <source>Measured with {runtime} {precision}: {chip}.</source>
        <translation>Gemessen mit {runtime} {precision}: {chip}.</translation>
    </message>
    <message>
        <source>Measuring 8 bits on this raster</source>
        <translation>8 Bit werden auf diesem Raster gemessen</translation>
    </message>
    <message>
        <source>Measuring full precision on this raster</source>
        <translation>Volle Genauigkeit wird auf diesem Raster gemessen</translation>
    </message>
    <message>
        <source>Measuring the range</source>
        <translation>Der Wertebereich wird gemessen</translation>
    </message>
    <message>
        <source>Models run on the processor, as the options say.</source>
        <translation>Modelle rechnen auf dem Prozessor, wie es die Optionen sagen.</translation>
    </message>
    <message>
        <source>Names and colours of</source>
        <translation>Namen und Farben von</translation>
    </message>
    <message>
        <source>No offset is taken off: band 10, of cirrus, goes down to {clear}.</source>
        <translation>Es wird kein Versatz abgezogen: Kanal 10, der Zirren, geht hinab bis {clear}.</translation>
    </message>
    <message>
        <source>No offset is taken off: its STAC item says that this was done before.</source>
        <translation>Es wird kein Versatz abgezogen: Das STAC-Item sagt, dass das schon geschehen ist.</translation>
    </message>
    <message>
        <source>No offset is taken off: the darkest of the sample is {least}.</source>
        <translation>Es wird kein Versatz abgezogen: Das Dunkelste der Stichprobe ist {least}.</translation>
    </message>
    <message>
        <source>No offset is taken off: the file&apos;s own scale has none.</source>
        <translation>Es wird kein Versatz abgezogen: Die Skalierung der Datei hat keinen.</translation>
    </message>
    <message>
        <source>No offset is taken off: {title} has none.</source>
        <translation>Es wird kein Versatz abgezogen: {title} hat keinen.</translation>
    </message>
    <message>
        <source>Not downloaded, and not needed until you choose it: {titles}.</source>
        <translation>Nicht heruntergeladen, und nicht nötig, bis Sie es wählen: {titles}.</translation>
    </message>
    <message>
        <source>Nothing says on which day it was taken.</source>
        <translation>Nichts sagt, an welchem Tag es aufgenommen wurde.</translation>
    </message>
    <message>
        <source>Of {title} nothing was published to compare with.</source>
        <translation>Von {title} wurde nichts veröffentlicht, womit zu vergleichen wäre.</translation>
    </message>
    <message>
        <source>Opening the embeddings</source>
        <translation>Die Embeddings werden geöffnet</translation>
    </message>
    <message>
        <source>Other k-means classes of the same encoder: where classes correspond to these, they get their names and colours.</source>
        <translation>Andere K-Means-Klassen desselben Encoders: Wo Klassen diesen entsprechen, bekommen sie deren Namen und Farben.</translation>
    </message>
    <message>
        <source>Outlines the areas of a raster of classes: each polygon has the number and the name of its class and its hectares.</source>
        <translation>Zeichnet die Umrisse der Flächen eines Rasters von Klassen: Jedes Polygon hat die Nummer und den Namen seiner Klasse und seine Hektar.</translation>
    </message>
    <message>
        <source>Patches whose embedding is zero throughout count as nodata.</source>
        <translation>Patches, deren Embedding ganz null ist, gelten als ohne Daten.</translation>
    </message>
    <message>
        <source>Pick a place with more around it.</source>
        <translation>Wählen Sie einen Ort mit mehr um ihn herum.</translation>
    </message>
    <message>
        <source>Plain numbers</source>
        <translation>Einfache Zahlen</translation>
    </message>
    <message>
        <source>Planet&apos;s UDM2</source>
        <translation>UDM2 von Planet</translation>
    </message>
    <message>
        <source>Please report it with these lines.</source>
        <translation>Bitte melden Sie es mit diesen Zeilen.</translation>
    </message>
    <message>
        <source>Polygons of classes</source>
        <translation>Polygone der Klassen</translation>
    </message>
    <message>
        <source>Polygons ≥ {threshold}</source>
        <translation>Polygone ≥ {threshold}</translation>
    </message>
    <message>
        <source>Preparing the model in 8 bits</source>
        <translation>Das Modell wird in 8 Bit vorbereitet</translation>
    </message>
    <message>
        <source>Principal components</source>
        <translation>Hauptkomponenten</translation>
    </message>
    <message>
        <source>Processing baseline {baseline} has</source>
        <translation>Die Prozessierung {baseline} hat</translation>
    </message>
    <message>
        <source>Processing baseline {baseline} has no offset.</source>
        <translation>Die Prozessierung {baseline} hat keinen Versatz.</translation>
    </message>
    <message>
        <source>Python {version} is too old: the engine needs 3.10 or newer.</source>
        <translation>Python {version} ist zu alt: Die Engine braucht 3.10 oder neuer.</translation>
    </message>
    <message>
        <source>Python {version}, in {prefix}.</source>
        <translation>Python {version}, in {prefix}.</translation>
    </message>
    <message>
        <source>Reading both</source>
        <translation>Beide werden gelesen</translation>
    </message>
    <message>
        <source>Reading points</source>
        <translation>Punkte werden gelesen</translation>
    </message>
    <message>
        <source>Reading the embeddings</source>
        <translation>Die Embeddings werden gelesen</translation>
    </message>
    <message>
        <source>Reading the image</source>
        <translation>Das Bild wird gelesen</translation>
    </message>
    <message>
        <source>Reading the records</source>
        <translation>Die Aufzeichnungen werden gelesen</translation>
    </message>
    <message>
        <source>Reduces an embedding raster to the few numbers for each patch that tell most about it: the first is the direction in which the embeddings vary most. For drawing, and for tools that take few bands.</source>
        <translation>Verkürzt ein Embedding-Raster auf die wenigen Zahlen je Patch, die am meisten von ihm sagen: Die erste ist die Richtung, in der sich die Embeddings am meisten unterscheiden. Zum Zeichnen, und für Werkzeuge, die wenige Kanäle nehmen.</translation>
    </message>
    <message>
        <source>Remove it and download it again.</source>
        <translation>Entfernen Sie sie, und laden Sie sie noch einmal herunter.</translation>
    </message>
    <message>
        <source>Remove those that you do not go on with: Models and storage in Landprint&apos;s menu, or remove-scratches.</source>
        <translation>Entfernen Sie die, mit denen Sie nicht weitermachen: „Modelle und Speicher“ in Landprints Menü.</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Sampling embeddings</source>
        <translation>Embeddings werden stichprobenweise gelesen</translation>
    </message>
    <message>
        <source>Sampling the raster</source>
        <translation>Das Raster wird stichprobenweise gelesen</translation>
    </message>
    <message>
        <source>Sentinel-2 L2A with all bands</source>
        <translation>Sentinel-2 L2A mit allen Kanälen</translation>
    </message>
    <message>
        <source>Sentinel-2&apos;s SCL</source>
        <translation>SCL von Sentinel-2</translation>
    </message>
    <message>
        <source>Set up the engine again, with GPU.</source>
        <translation>Richten Sie die Engine noch einmal ein, mit GPU.</translation>
    </message>
    <message>
        <source>Set up the engine again.</source>
        <translation>Richten Sie die Engine noch einmal ein.</translation>
    </message>
    <message>
        <source>Shares of the variance: {shares}; {sum} together.</source>
        <translation>Anteile an der Varianz: {shares}; zusammen {sum}.</translation>
    </message>
    <message>
        <source>Shows where two dates differ: each pixel of the result is the cosine distance between the embeddings of both, from 0 for places that look alike to 2. Both rasters must come from the same encoder.</source>
        <translation>Zeigt, wo sich zwei Zeitpunkte unterscheiden: Jedes Pixel des Ergebnisses ist der Kosinusabstand der Embeddings beider, von 0 für Orte, die gleich aussehen, bis 2. Beide Raster müssen vom selben Encoder sein.</translation>
    </message>
    <message>
        <source>Sieve classes</source>
        <translation>Klassen sieben</translation>
    </message>
    <message>
        <source>Smallest area (pixels)</source>
        <translation>Kleinste Fläche (Pixel)</translation>
    </message>
    <message>
        <source>Sorts an embedding raster into the classes that “K-means classes” found in another image, so that a class means the same in both. Both must come from the same encoder.</source>
        <translation>Ordnet ein Embedding-Raster in die Klassen, die „K-Means-Klassen“ in einem anderen Bild gefunden hat, damit eine Klasse in beiden dasselbe bedeutet. Beide müssen vom selben Encoder sein.</translation>
    </message>
    <message>
        <source>Taken between {first} and {last} {where}: {middle} stands for it.</source>
        <translation>Aufgenommen zwischen {first} und {last} {where}: {middle} steht dafür.</translation>
    </message>
    <message>
        <source>Taken on {first} {where}.</source>
        <translation>Aufgenommen am {first} {where}.</translation>
    </message>
    <message>
        <source>The cache folder is {folder}: {weights} of weights, {scratch} of interrupted runs.</source>
        <translation>Der Cache-Ordner ist {folder}: {weights} Gewichte, {scratch} unterbrochene Läufe.</translation>
    </message>
    <message>
        <source>The embeddings are those of the column “{embedding}”.</source>
        <translation>Die Embeddings sind die der Spalte „{embedding}“.</translation>
    </message>
    <message>
        <source>The file names its values as {named}.</source>
        <translation>Die Datei bezeichnet ihre Werte als {named}.</translation>
    </message>
    <message>
        <source>The file of {title} is damaged: {part}.</source>
        <translation>Die Datei von {title} ist beschädigt: {part}.</translation>
    </message>
    <message>
        <source>The file&apos;s own scale is that of reflectance x 10,000.</source>
        <translation>Die Skalierung der Datei ist die von Reflexionsgrad x 10.000.</translation>
    </message>
    <message>
        <source>The files do not say which encoder made them; both are taken to be of the same.</source>
        <translation>Die Dateien sagen nicht, welcher Encoder sie gemacht hat; beide gelten als vom selben.</translation>
    </message>
    <message>
        <source>The image has pixels of {gsd} m; the encoder knows those of {gsd2} m.</source>
        <translation>Das Bild hat Pixel von {gsd} m; der Encoder kennt solche von {gsd2} m.</translation>
    </message>
    <message>
        <source>The job was planned before; nothing has changed since.</source>
        <translation>Der Auftrag wurde schon geplant; seither hat sich nichts geändert.</translation>
    </message>
    <message>
        <source>The model runs by ONNX Runtime in full precision, on every machine alike; ask for int8, or for the runtime torch where all machines have the same graphics card.</source>
        <translation>Das Modell rechnet mit ONNX Runtime in voller Genauigkeit, auf jedem Rechner gleich; verlangen Sie int8, oder torch, wo alle Rechner dieselbe Grafikkarte haben.</translation>
    </message>
    <message>
        <source>The model runs on the CPU.</source>
        <translation>Das Modell rechnet auf dem Prozessor.</translation>
    </message>
    <message>
        <source>The model runs on {name}, in half precision.</source>
        <translation>Das Modell rechnet auf {name}, in halber Genauigkeit.</translation>
    </message>
    <message>
        <source>The numbers are AlphaEarth&apos;s codes v: value = sign(v) · (|v| / 127.5)².</source>
        <translation>Die Zahlen sind AlphaEarth-Codes v: Wert = sign(v) · (</translation>
    </message>
    <message>
        <source>The numbers are TESSERA&apos;s codes, each times the scale of its pixel.</source>
        <translation>Die Zahlen sind TESSERA-Codes, jeder mal der Skalierung seines Pixels.</translation>
    </message>
    <message>
        <source>The numbers are the values, with the file&apos;s own scale and offset.</source>
        <translation>Die Zahlen sind die Werte, mit Skalierung und Versatz der Datei.</translation>
    </message>
    <message>
        <source>The patches have {sizes} on the ground: that too makes them differ.</source>
        <translation>Die Patches haben {sizes} am Boden: Auch das macht sie verschieden.</translation>
    </message>
    <message>
        <source>The product&apos;s metadata name an offset of 1,000: taken off.</source>
        <translation>Die Metadaten des Produkts nennen einen Versatz von 1.000: abgezogen.</translation>
    </message>
    <message>
        <source>The product&apos;s metadata name no offset.</source>
        <translation>Die Metadaten des Produkts nennen keinen Versatz.</translation>
    </message>
    <message>
        <source>The proxy wants a user and a password (407).</source>
        <translation>Der Proxy verlangt Benutzer und Passwort (407).</translation>
    </message>
    <message>
        <source>The raster has no coordinate system: places on it can only be given in its own coordinates.</source>
        <translation>Das Raster hat kein Koordinatensystem: Orte darauf können nur in seinen eigenen Koordinaten angegeben werden.</translation>
    </message>
    <message>
        <source>The raster is placed by its control points or sensor model, warped as QGIS draws it.</source>
        <translation>Das Raster liegt nach seinen Passpunkten oder seinem Sensormodell, entzerrt, wie QGIS es zeichnet.</translation>
    </message>
    <message>
        <source>The raster is smaller than a chip of {trained} x {trained2} pixels: its chips have {side} x {side2}.</source>
        <translation>Das Raster ist kleiner als ein Ausschnitt von {trained} x {trained2} Pixeln: Seine Ausschnitte haben {side} x {side2}.</translation>
    </message>
    <message>
        <source>The raster is taken to be in {name}, as given; its file says {own}.</source>
        <translation>Das Raster gilt als in {name}, wie angegeben; seine Datei sagt {own}.</translation>
    </message>
    <message>
        <source>The raster&apos;s numbers stand for colours of a table: it is read as red, green and blue.</source>
        <translation>Die Zahlen des Rasters stehen für Farben einer Tabelle: Es wird als Rot, Grün und Blau gelesen.</translation>
    </message>
    <message>
        <source>The runtime torch needs PyTorch in the engine&apos;s environment (engine/requirements-gpu.txt; its build for CUDA on Linux is 3.0 GB to download and 5.2 GB on the disk). It is not there: the model runs on the CPU by ONNX Runtime.</source>
        <translation>Zum Rechnen mit torch braucht es PyTorch in der Umgebung der Engine (engine/requirements-gpu.txt; die CUDA-Version für Linux ist 3,0 GB zum Herunterladen und 5,2 GB auf dem Datenträger). Es ist nicht da: Das Modell rechnet mit ONNX Runtime auf dem Prozessor.</translation>
    </message>
    <message>
        <source>The sample has no valid pixel, so the scale is the sensor&apos;s own.</source>
        <translation>Die Stichprobe hat kein gültiges Pixel, deshalb gilt die Skalierung des Sensors.</translation>
    </message>
    <message>
        <source>The scenes lie on {groups} grids that do not fit each other: each has a mosaic of its own.</source>
        <translation>Die Szenen liegen auf {groups} Gittern, die nicht zueinander passen: Jedes hat ein eigenes Mosaik.</translation>
    </message>
    <message>
        <source>The second raster has another grid: its embeddings were interpolated (bilinearly) at the centres of the patches of the first.</source>
        <translation>Das zweite Raster hat ein anderes Gitter: Seine Embeddings wurden in den Mitten der Patches des ersten (bilinear) interpoliert.</translation>
    </message>
    <message>
        <source>The table needs a column named lon or longitude, and one named lat or latitude, or one of WKT.</source>
        <translation>Die Tabelle braucht eine Spalte namens lon oder longitude und eine namens lat oder latitude, oder eine mit WKT.</translation>
    </message>
    <message>
        <source>The tiles were made with several versions of the libraries: last digits may differ.</source>
        <translation>Die Kacheln wurden mit verschiedenen Versionen der Bibliotheken gemacht: Letzte Stellen können sich unterscheiden.</translation>
    </message>
    <message>
        <source>The time is that of {title}; the run itself first measures 8 bits.</source>
        <translation>Die Zeit ist die von {title}; der Lauf selbst misst zuerst 8 Bit.</translation>
    </message>
    <message>
        <source>They are of different months ({mine}, {other}): seasons too make them differ.</source>
        <translation>Sie sind aus verschiedenen Monaten ({mine}, {other}): Auch Jahreszeiten machen sie verschieden.</translation>
    </message>
    <message>
        <source>This is a plausibility check: the published input is not available, so that a constant chip of dark water stood for it.</source>
        <translation>Dies ist eine Plausibilitätsprüfung: Die veröffentlichte Eingabe ist nicht verfügbar, daher stand ein gleichmäßiger Ausschnitt dunklen Wassers dafür.</translation>
    </message>
    <message>
        <source>This is not the published {title}: it has {dim} dimensions instead of {dim2}.</source>
        <translation>Das ist nicht das veröffentlichte {title}: Es hat {dim} statt {dim2} Dimensionen.</translation>
    </message>
    <message>
        <source>Trying numbers of classes</source>
        <translation>Anzahlen von Klassen werden probiert</translation>
    </message>
    <message>
        <source>Update the card&apos;s driver.</source>
        <translation>Aktualisieren Sie den Treiber der Karte.</translation>
    </message>
    <message>
        <source>Validating by blocks</source>
        <translation>Es wird blockweise geprüft</translation>
    </message>
    <message>
        <source>Values from {dark} are taken for the sensor&apos;s counts.</source>
        <translation>Werte ab {dark} gelten als Zählwerte des Sensors.</translation>
    </message>
    <message>
        <source>Values of {dark} to {bright} are taken for the sensor&apos;s counts.</source>
        <translation>Werte von {dark} bis {bright} gelten als Zählwerte des Sensors.</translation>
    </message>
    <message>
        <source>Values up to {bright} are taken for reflectance 0-1.</source>
        <translation>Werte bis {bright} gelten als Reflexionsgrad 0-1.</translation>
    </message>
    <message>
        <source>Wavelengths are in micrometres: red is 0.665.</source>
        <translation>Wellenlängen sind in Mikrometern: Rot ist 0,665.</translation>
    </message>
    <message>
        <source>Weights come from {hub}, {way}; nothing was downloaded now.</source>
        <translation>Gewichte kommen von {hub}, {way}; jetzt wurde nichts heruntergeladen.</translation>
    </message>
    <message>
        <source>What “K-means classes” made of another image, embedded with the same encoder.</source>
        <translation>Was „K-Means-Klassen“ aus einem anderen Bild gemacht hat, das mit demselben Encoder eingebettet wurde.</translation>
    </message>
    <message>
        <source>amplitude, the square root of power</source>
        <translation>Amplitude, die Wurzel der Leistung</translation>
    </message>
    <message>
        <source>counts with the offset of 1,000 (baseline 04.00 and later)</source>
        <translation>Zählwerte mit dem Versatz von 1.000 (ab Prozessierung 04.00)</translation>
    </message>
    <message>
        <source>counts, as the sensor&apos;s products have them</source>
        <translation>Zählwerte, wie in den Produkten des Sensors</translation>
    </message>
    <message>
        <source>drawn</source>
        <translation>gezeichnet</translation>
    </message>
    <message>
        <source>linear power</source>
        <translation>lineare Leistung</translation>
    </message>
    <message>
        <source>part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>reflectance 0-1</source>
        <translation>Reflexionsgrad 0-1</translation>
    </message>
    <message>
        <source>reflectance 0-1 with that offset, 0.1, still in it</source>
        <translation>Reflexionsgrad 0-1, in dem dieser Versatz, 0,1, noch steckt</translation>
    </message>
    <message>
        <source>reflectance x 10,000 (Landsat Collection 1, HLS)</source>
        <translation>Reflexionsgrad x 10.000 (Landsat Collection 1, HLS)</translation>
    </message>
    <message numerus="yes">
        <source>with {n} more images</source>
        <translation>
            <numerusform>mit {n} weiteren Bild</numerusform>
            <numerusform>mit {n} weiteren Bildern</numerusform>
        </translation>
    </message>
    <message>
        <source>{below} of the values are negative, so they are taken for decibels.</source>
        <translation>{below} der Werte sind negativ, deshalb gelten sie als Dezibel.</translation>
    </message>
    <message>
        <source>{clipped} values ({share}) lie beyond the scale of {name}, and were clipped to it.</source>
        <translation>{clipped} Werte ({share}) liegen außerhalb der Skalierung von {name} und wurden auf sie begrenzt.</translation>
    </message>
    <message>
        <source>{cores} processor cores, of which {threads} are used.</source>
        <translation>{cores} Prozessorkerne, von denen {threads} verwendet werden.</translation>
    </message>
    <message>
        <source>{count} polygons. By class: {names}.</source>
        <translation>{count} Polygone. Nach Klassen: {names}.</translation>
    </message>
    <message>
        <source>{file} at {host} is empty, or shorter than it was (416).</source>
        <translation>{file} auf {host} ist leer, oder kürzer als zuvor (416).</translation>
    </message>
    <message>
        <source>{host} does not give {file} (403).</source>
        <translation>{host} gibt {file} nicht heraus (403).</translation>
    </message>
    <message>
        <source>{host} does not have {file} (404).</source>
        <translation>{host} hat {file} nicht (404).</translation>
    </message>
    <message>
        <source>{host} does not have {file} any more (410).</source>
        <translation>{host} hat {file} nicht mehr (410).</translation>
    </message>
    <message>
        <source>{host} sends whole files only, and Landprint reads {file} by parts.</source>
        <translation>{host} schickt nur ganze Dateien, und Landprint liest {file} in Teilen.</translation>
    </message>
    <message>
        <source>{host} wants to know who asks for {file} (401).</source>
        <translation>{host} will wissen, wer nach {file} fragt (401).</translation>
    </message>
    <message>
        <source>{name} cannot take the model ({error}).</source>
        <translation>{name} kann das Modell nicht aufnehmen ({error}).</translation>
    </message>
    <message>
        <source>{name} has {free} GB to spare and the model needs {needed} GB.</source>
        <translation>{name} hat {free} GB übrig, und das Modell braucht {needed} GB.</translation>
    </message>
    <message>
        <source>{name} is a part of the scene {name2}: {bands}.</source>
        <translation>{name} ist ein Teil der Szene {name2}: {bands}.</translation>
    </message>
    <message>
        <source>{name} is compressed as a whole: unpacked, it is read faster.</source>
        <translation>{name} ist als Ganzes komprimiert: Entpackt wird es schneller gelesen.</translation>
    </message>
    <message>
        <source>{name} is used, with {free_bytes} GB to spare.</source>
        <translation>{name} wird verwendet, mit {free_bytes} GB übrig.</translation>
    </message>
    <message>
        <source>{name} is version {version}, and the engine needs {specifier}.</source>
        <translation>{name} ist Version {version}, und die Engine braucht {specifier}.</translation>
    </message>
    <message>
        <source>{name} names no coordinate system: its coordinates are taken as degrees (EPSG:4326).</source>
        <translation>{name} nennt kein Koordinatensystem: Die Koordinaten gelten als Grad (EPSG:4326).</translation>
    </message>
    <message>
        <source>{name} {version} does not load: {error}.</source>
        <translation>{name} {version} lässt sich nicht laden: {error}.</translation>
    </message>
    <message>
        <source>{needed} on the disk of {folder}, and {free} are free.</source>
        <translation>{needed} auf dem Datenträger von {folder}, und {free} sind frei.</translation>
    </message>
    <message>
        <source>{product} has reflectance x 10,000.</source>
        <translation>{product} hat Reflexionsgrad x 10.000.</translation>
    </message>
    <message>
        <source>{side} m</source>
        <translation>{side} m</translation>
    </message>
    <message>
        <source>{there} packages are here and load: {there2}.</source>
        <translation>{there} Pakete sind da und lassen sich laden: {there2}.</translation>
    </message>
    <message>
        <source>{title} agrees only in part with what was published of it. Right: {right}. Not: {wrong}.</source>
        <translation>{title} stimmt nur teilweise mit dem Veröffentlichten überein. Richtig: {right}. Nicht: {wrong}.</translation>
    </message>
    <message>
        <source>{title} agrees with what was published of it: {right}.</source>
        <translation>{title} stimmt mit dem Veröffentlichten überein: {right}.</translation>
    </message>
    <message>
        <source>{title} is here already.</source>
        <translation>{title} ist schon hier.</translation>
    </message>
    <message>
        <source>{title} runs the model: no chip has data to measure 8 bits on.</source>
        <translation>{title} führt das Modell aus: Kein Ausschnitt hat Daten, um 8 Bit zu messen.</translation>
    </message>
    <message>
        <source>{title} take the raster&apos;s values as they are; not used: {names}.</source>
        <translation>{title} nehmen die Werte des Rasters, wie sie sind; nicht verwendet: {names}.</translation>
    </message>
    <message>
        <source>{topic} cannot be looked at: {error}.</source>
        <translation>{topic} kann nicht geprüft werden: {error}.</translation>
    </message>
    <message>
        <source>{topic} cannot be looked at: {name__}: {error}.</source>
        <translation>{topic} kann nicht geprüft werden: {name__}: {error}.</translation>
    </message>
    <message>
        <source>{total} GB of memory{left}.</source>
        <translation>{total} GB Arbeitsspeicher{left}.</translation>
    </message>
    <message>
        <source>{valid} % of the chip has data.</source>
        <translation>{valid} % des Ausschnitts haben Daten.</translation>
    </message>
    <message>
        <source>{values} % of the values lie beyond the shared scale.</source>
        <translation>{values} % der Werte liegen außerhalb der gemeinsamen Skalierung.</translation>
    </message>
    <message>
        <source>{value} alike</source>
        <translation>{value} gleich</translation>
    </message>
    <message>
        <source>{value} changed</source>
        <translation>{value} verändert</translation>
    </message>
    <message>
        <source>Not looked at, unless it is chosen: {title}. It tells of clouds, which “Leave out the scene&apos;s own clouds” leaves out by it.</source>
        <translation>Nicht angesehen, solange es nicht gewählt ist: {title}. Es weiß von Wolken, die „Die Wolken der Szene selbst weglassen“ danach weglässt.</translation>
    </message>
    <message>
        <source>The pixels are {gsd} m, and those of {title} {gsd2} m: the image is taken as it is, and what it shows looks larger or smaller than the encoder knows it. “Resample” gives it pixels of that size.</source>
        <translation>Die Pixel sind {gsd} m groß, die von {title} {gsd2} m: Das Bild wird genommen, wie es ist, und was es zeigt, sieht größer oder kleiner aus, als der Encoder es kennt. „Neu abtasten“ gibt ihm Pixel dieser Größe.</translation>
    </message>
    <message>
        <source>It</source>
        <translation>Es</translation>
    </message>
    <message>
        <source>&amp;Diagnose…</source>
        <translation>&amp;Diagnose…</translation>
    </message>
    <message>
        <source>&amp;Engine&apos;s set-up…</source>
        <translation>&amp;Einrichtung der Engine…</translation>
    </message>
    <message>
        <source>&amp;Models and storage…</source>
        <translation>&amp;Modelle und Speicher…</translation>
    </message>
    <message>
        <source>&amp;Options…</source>
        <translation>&amp;Optionen…</translation>
    </message>
    <message>
        <source>&amp;Uninstall the engine…</source>
        <translation>Engine ent&amp;fernen…</translation>
    </message>
    <message>
        <source>Choose a layer…</source>
        <translation>Einen Layer wählen…</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>Anleitung</translation>
    </message>
    <message>
        <source>Landprint: Guide</source>
        <translation>Landprint: Anleitung</translation>
    </message>
    <message>
        <source>Landprint: draw {name}</source>
        <translation>Landprint: {name} zeichnen</translation>
    </message>
    <message>
        <source>Make a &amp;kit…</source>
        <translation>Ein &amp;Kit erstellen…</translation>
    </message>
    <message>
        <source>What Landprint does, in pictures</source>
        <translation>Was Landprint tut, in Bildern</translation>
    </message>
    <message>
        <source>“{name}” holds embeddings already. It can be searched and clustered as it is.</source>
        <translation>„{name}“ enthält schon Embeddings. Er kann durchsucht und geordnet werden, wie er ist.</translation>
    </message>
    <message>
        <source>&amp;10 most similar</source>
        <translation>&amp;10 ähnlichste</translation>
    </message>
    <message>
        <source>&amp;Coordinates…</source>
        <translation>&amp;Koordinaten…</translation>
    </message>
    <message>
        <source>&amp;Copy coordinates</source>
        <translation>Koordinaten &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Merge the selected classes</source>
        <translation>Die gewählten Klassen &amp;vereinen</translation>
    </message>
    <message>
        <source>&amp;Polygons of all classes</source>
        <translation>&amp;Polygone aller Klassen</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>&amp;Selected features of the active layer</source>
        <translation>&amp;Ausgewählte Objekte des aktiven Layers</translation>
    </message>
    <message>
        <source>&amp;Threshold</source>
        <translation>S&amp;chwelle</translation>
    </message>
    <message>
        <source>&amp;Use these classes for</source>
        <translation>Diese &amp;Klassen verwenden für</translation>
    </message>
    <message>
        <source>48.137, 11.575 or 48°08′N 11°34′E</source>
        <translation>48.137, 11.575 oder 48°08′N 11°34′E</translation>
    </message>
    <message>
        <source>A GeoTIFF with the probability of each patch&apos;s class, from 0 to 1. It is right on places that were left out while learning, and says nothing of kinds of places of which there was no example.</source>
        <translation>Ein GeoTIFF mit der Wahrscheinlichkeit der Klasse jedes Patches, von 0 bis 1. Sie stimmt an Orten, die beim Lernen zurückgehalten wurden, und sagt nichts über Arten von Orten, von denen es kein Beispiel gab.</translation>
    </message>
    <message>
        <source>A small JSON file of plain numbers, with which other embedding rasters that were made in the same way are classified without examples.</source>
        <translation>Eine kleine JSON-Datei mit einfachen Zahlen, mit der andere, ebenso erstellte Embedding-Raster ohne Beispiele klassifiziert werden.</translation>
    </message>
    <message>
        <source>All of them in a table</source>
        <translation>Alle in einer Tabelle</translation>
    </message>
    <message>
        <source>Anywhere on Earth · {encoder}</source>
        <translation>Irgendwo auf der Erde · {encoder}</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Gebiet</translation>
    </message>
    <message>
        <source>Areas of classes</source>
        <translation>Flächen der Klassen</translation>
    </message>
    <message>
        <source>Certainty</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>Classes from examples</source>
        <translation>Klassen aus Beispielen</translation>
    </message>
    <message>
        <source>Classes: {names}.</source>
        <translation>Klassen: {names}.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Click a place that looks alike and is not meant. Alt does the same. Key: −</source>
        <translation>Klicken Sie einen Ort an, der ähnlich aussieht und nicht gemeint ist. Alt tut dasselbe. Taste: −</translation>
    </message>
    <message>
        <source>Click the image to embed all that the encoder sees at once around there. It needs no embedding layer.</source>
        <translation>Klicken Sie ins Bild, um alles einzubetten, was der Encoder dort auf einmal sieht. Es braucht keinen Embedding-Layer.</translation>
    </message>
    <message>
        <source>Click the map to see where else looks like that place. Shift adds a place. Key: +</source>
        <translation>Klicken Sie in die Karte, um zu sehen, wo es noch so aussieht wie dort. Umschalt fügt einen Ort hinzu. Taste: +</translation>
    </message>
    <message>
        <source>Colour of {name}</source>
        <translation>Farbe von {name}</translation>
    </message>
    <message>
        <source>Colour {colour}</source>
        <translation>Farbe {colour}</translation>
    </message>
    <message>
        <source>Colours and names of the classes: double-click to change them, right-click for more</source>
        <translation>Farben und Namen der Klassen: Doppelklick zum Ändern, Rechtsklick für mehr</translation>
    </message>
    <message>
        <source>Coordinates</source>
        <translation>Koordinaten</translation>
    </message>
    <message>
        <source>Coordinates as 48.137, 11.575 or 48°08′N 11°34′E, or x, y of the map; Enter adds the place</source>
        <translation>Koordinaten als 48.137, 11.575 oder 48°08′N 11°34′E, oder x, y der Karte; Eingabe fügt den Ort hinzu</translation>
    </message>
    <message>
        <source>Copy the embedding&apos;s values to the clipboard</source>
        <translation>Die Werte des Embeddings in die Zwischenablage kopieren</translation>
    </message>
    <message>
        <source>Double-click to change the colour</source>
        <translation>Doppelklick ändert die Farbe</translation>
    </message>
    <message>
        <source>Draw a rectangle: all of it becomes one example, liked or not liked as the button beside says</source>
        <translation>Ziehen Sie ein Rechteck auf: Alles darin wird ein Beispiel, gemeint oder nicht gemeint, wie der Knopf daneben sagt</translation>
    </message>
    <message>
        <source>Embed an image above, or choose a layer that holds embeddings.</source>
        <translation>Betten Sie oben ein Bild ein, oder wählen Sie einen Layer mit Embeddings.</translation>
    </message>
    <message>
        <source>Embed an image above, or choose a layer that holds embeddings. Whole chip needs neither.</source>
        <translation>Betten Sie oben ein Bild ein, oder wählen Sie einen Layer mit Embeddings. „Ganzer Ausschnitt“ braucht beides nicht.</translation>
    </message>
    <message>
        <source>Embedding layer</source>
        <translation>Embedding-Layer</translation>
    </message>
    <message>
        <source>Enable the plugin Processing.</source>
        <translation>Aktivieren Sie das Plugin „Verarbeitung“ (Processing).</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Field with the class</source>
        <translation>Feld mit der Klasse</translation>
    </message>
    <message>
        <source>Find how many classes the data itself suggests</source>
        <translation>Herausfinden, wie viele Klassen die Daten selbst nahelegen</translation>
    </message>
    <message>
        <source>Find similar</source>
        <translation>Ähnliches finden</translation>
    </message>
    <message>
        <source>Give a layer of examples with the field of their class, or a saved model.</source>
        <translation>Geben Sie einen Layer von Beispielen mit dem Feld ihrer Klasse an, oder ein gespeichertes Modell.</translation>
    </message>
    <message>
        <source>How many kinds of land to tell apart</source>
        <translation>Wie viele Arten von Land unterschieden werden</translation>
    </message>
    <message>
        <source>How much land is above the threshold</source>
        <translation>Wie viel Land über der Schwelle liegt</translation>
    </message>
    <message>
        <source>How several liked places count together</source>
        <translation>Wie mehrere gemeinte Orte zusammen zählen</translation>
    </message>
    <message>
        <source>In place of examples: the file of a model that was saved here, for an embedding raster that was made in the same way.</source>
        <translation>Statt Beispielen: die Datei eines Modells, das hier gespeichert wurde, für ein ebenso erstelltes Embedding-Raster.</translation>
    </message>
    <message>
        <source>It has no columns.</source>
        <translation>Er hat keine Spalten.</translation>
    </message>
    <message>
        <source>Its columns are {columns}.</source>
        <translation>Seine Spalten sind {columns}.</translation>
    </message>
    <message>
        <source>Kind of model</source>
        <translation>Art des Modells</translation>
    </message>
    <message>
        <source>Landprint classes (*.json)</source>
        <translation>Landprint-Klassen (*.json)</translation>
    </message>
    <message>
        <source>Landprint: classes of {name}</source>
        <translation>Landprint: Klassen von {name}</translation>
    </message>
    <message>
        <source>Landprint: merge classes</source>
        <translation>Landprint: Klassen vereinen</translation>
    </message>
    <message>
        <source>Landprint: polygons of classes</source>
        <translation>Landprint: Polygone der Klassen</translation>
    </message>
    <message>
        <source>Landprint: suggest classes</source>
        <translation>Landprint: Klassenzahl vorschlagen</translation>
    </message>
    <message>
        <source>Landprint: typical places</source>
        <translation>Landprint: typische Orte</translation>
    </message>
    <message>
        <source>Learned: what &amp;tells the places from those not liked</source>
        <translation>Gelernt: was die Orte von den &amp;nicht gemeinten unterscheidet</translation>
    </message>
    <message>
        <source>Learning the classes</source>
        <translation>Klassen werden gelernt</translation>
    </message>
    <message>
        <source>Li&amp;ke</source>
        <translation>&amp;So</translation>
    </message>
    <message>
        <source>Like</source>
        <translation>So</translation>
    </message>
    <message>
        <source>Like &amp;any of the places</source>
        <translation>Wie &amp;irgendeiner der Orte</translation>
    </message>
    <message>
        <source>Like a&amp;ll of them at once: their mean</source>
        <translation>Wie &amp;alle zugleich: ihr Mittel</translation>
    </message>
    <message>
        <source>Lower the threshold.</source>
        <translation>Senken Sie die Schwelle.</translation>
    </message>
    <message>
        <source>Make a layer of classes</source>
        <translation>Einen Layer von Klassen machen</translation>
    </message>
    <message>
        <source>Make it a &amp;liked place</source>
        <translation>Zum &amp;gemeinten Ort machen</translation>
    </message>
    <message>
        <source>Make it a place &amp;not liked</source>
        <translation>Zum &amp;nicht gemeinten Ort machen</translation>
    </message>
    <message>
        <source>Make polygons of what is above the threshold</source>
        <translation>Polygone machen aus dem, was über der Schwelle liegt</translation>
    </message>
    <message>
        <source>Makes a map of classes from examples of them: points, lines or areas with the class in a field. A small model learns the classes from the embeddings there, and its score is measured on places that it has not seen. The model can be saved, and classifies other embedding rasters that were made in the same way. With one class, the map shows what is similar to it.</source>
        <translation>Macht eine Karte von Klassen aus Beispielen: Punkte, Linien oder Flächen mit der Klasse in einem Feld. Ein kleines Modell lernt die Klassen aus den Embeddings dort, und gemessen wird an Orten, die es nicht gesehen hat. Das Modell kann gespeichert werden und klassifiziert andere, ebenso erstellte Embedding-Raster. Bei einer Klasse zeigt die Karte, was ihr ähnlich ist.</translation>
    </message>
    <message>
        <source>Merge, outline or use the classes for another image</source>
        <translation>Die Klassen vereinen, umreißen oder für ein anderes Bild verwenden</translation>
    </message>
    <message>
        <source>More ways to give examples</source>
        <translation>Weitere Wege zu Beispielen</translation>
    </message>
    <message>
        <source>More ways to give examples: selected features, coordinates</source>
        <translation>Weitere Wege zu Beispielen: ausgewählte Objekte, Koordinaten</translation>
    </message>
    <message>
        <source>Most &amp;typical places of the selected class</source>
        <translation>&amp;Typischste Orte der gewählten Klasse</translation>
    </message>
    <message>
        <source>Most similar places</source>
        <translation>Ähnlichste Orte</translation>
    </message>
    <message>
        <source>Most similar to {places}</source>
        <translation>Am ähnlichsten zu {places}</translation>
    </message>
    <message>
        <source>No example of {missing} lies on data.</source>
        <translation>Kein Beispiel von {missing} liegt auf Daten.</translation>
    </message>
    <message>
        <source>Not like</source>
        <translation>Nicht so</translation>
    </message>
    <message>
        <source>Nothing is that similar.</source>
        <translation>Nichts ist so ähnlich.</translation>
    </message>
    <message>
        <source>Now pick a place to look for: what is unlike a place alone is nearly everything.</source>
        <translation>Wählen Sie nun einen Ort, nach dem gesucht wird: Was nur einem Ort unähnlich ist, ist fast alles.</translation>
    </message>
    <message>
        <source>Of the embeddings as they are, it is {similarity}.</source>
        <translation>Der Embeddings, wie sie sind, ist sie {similarity}.</translation>
    </message>
    <message>
        <source>Only what is more similar than this is drawn</source>
        <translation>Nur was ähnlicher ist, wird gezeichnet</translation>
    </message>
    <message>
        <source>Place {number} is liked: {at}. Press to remove it.</source>
        <translation>Ort {number} ist gemeint: {at}. Zum Entfernen drücken.</translation>
    </message>
    <message>
        <source>Place {number} is not liked: {at}. Press to remove it.</source>
        <translation>Ort {number} ist nicht gemeint: {at}. Zum Entfernen drücken.</translation>
    </message>
    <message>
        <source>Place {rank}: {similarity}</source>
        <translation>Ort {rank}: {similarity}</translation>
    </message>
    <message>
        <source>Points are found by those that they are like: Alt does nothing here.</source>
        <translation>Punkte werden durch die gefunden, denen sie ähnlich sind: Alt bewirkt hier nichts.</translation>
    </message>
    <message>
        <source>Points, lines or polygons of known classes; five places or more of each do well. An area stands for the patches whose centre it holds.</source>
        <translation>Punkte, Linien oder Polygone bekannter Klassen; fünf Orte oder mehr je Klasse sind gut. Eine Fläche steht für die Patches, deren Mitte in ihr liegt.</translation>
    </message>
    <message>
        <source>Pol&amp;ygons</source>
        <translation>Pol&amp;ygone</translation>
    </message>
    <message>
        <source>Press Like, then click anywhere: the map need not show a layer there. Escape leaves.</source>
        <translation>Drücken Sie „So“, und klicken Sie irgendwohin: Die Karte muss dort keinen Layer zeigen. Esc beendet.</translation>
    </message>
    <message>
        <source>Press Like, then click near a point. Shift adds a point, Escape leaves.</source>
        <translation>Drücken Sie „So“, und klicken Sie nahe einem Punkt. Umschalt fügt einen Punkt hinzu, Esc beendet.</translation>
    </message>
    <message>
        <source>Press Like, then click the map. Shift adds a place, Alt adds one to be unlike, Escape leaves.</source>
        <translation>Drücken Sie „So“, und klicken Sie in die Karte. Umschalt fügt einen Ort hinzu, Alt einen, der nicht gemeint ist, Esc beendet.</translation>
    </message>
    <message>
        <source>QGIS&apos;s tool {name} is missing.</source>
        <translation>Das Werkzeug {name} von QGIS fehlt.</translation>
    </message>
    <message>
        <source>R&amp;un</source>
        <translation>S&amp;tart</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>Rechteck</translation>
    </message>
    <message>
        <source>Remove all places</source>
        <translation>Alle Orte entfernen</translation>
    </message>
    <message>
        <source>Remove place {number} (liked)</source>
        <translation>Ort {number} entfernen (gemeint)</translation>
    </message>
    <message>
        <source>Remove place {number} (not liked)</source>
        <translation>Ort {number} entfernen (nicht gemeint)</translation>
    </message>
    <message>
        <source>Right on {share} % of the places left out, every class counting alike; {places}.</source>
        <translation>Richtig an {share} % der zurückgehaltenen Orte, wobei jede Klasse gleich zählt; {places}.</translation>
    </message>
    <message>
        <source>Saved model</source>
        <translation>Gespeichertes Modell</translation>
    </message>
    <message>
        <source>Score on places left out (balanced accuracy)</source>
        <translation>Maß an zurückgehaltenen Orten (ausgewogene Genauigkeit)</translation>
    </message>
    <message>
        <source>Select features of a layer of points or polygons, and have that layer active.</source>
        <translation>Wählen Sie Objekte eines Punkt- oder Polygonlayers aus, und machen Sie diesen Layer aktiv.</translation>
    </message>
    <message>
        <source>Show the ten best places one after the other</source>
        <translation>Die zehn besten Orte nacheinander zeigen</translation>
    </message>
    <message>
        <source>Similar to {places}</source>
        <translation>Ähnlich zu {places}</translation>
    </message>
    <message>
        <source>Smaller areas join the largest area beside them. In patches, the squares of the classes</source>
        <translation>Kleinere Flächen kommen zur größten Fläche daneben. In Patches, den Quadraten der Klassen</translation>
    </message>
    <message>
        <source>Smallest area</source>
        <translation>Kleinste Fläche</translation>
    </message>
    <message>
        <source>Su&amp;ggest</source>
        <translation>&amp;Vorschlag</translation>
    </message>
    <message>
        <source>The active layer has no selected features.</source>
        <translation>Der aktive Layer hat keine ausgewählten Objekte.</translation>
    </message>
    <message>
        <source>The embedding layer to search in</source>
        <translation>Der Embedding-Layer, in dem gesucht wird</translation>
    </message>
    <message>
        <source>The field of the examples with the name or number of the class; places without one are passed over.</source>
        <translation>Das Feld der Beispiele mit Name oder Nummer der Klasse; Orte ohne sie werden übergangen.</translation>
    </message>
    <message>
        <source>The length of the embedding is {norm}.</source>
        <translation>Die Länge des Embeddings ist {norm}.</translation>
    </message>
    <message>
        <source>The next place</source>
        <translation>Der nächste Ort</translation>
    </message>
    <message>
        <source>The place before</source>
        <translation>Der Ort davor</translation>
    </message>
    <message>
        <source>The places that are most similar, the best first; press one to see where it is</source>
        <translation>Die ähnlichsten Orte, der beste zuerst; drücken Sie auf einen, um zu sehen, wo er ist</translation>
    </message>
    <message>
        <source>The polygons could not be made.</source>
        <translation>Die Polygone konnten nicht erstellt werden.</translation>
    </message>
    <message>
        <source>The rectangle has no place in the layer.</source>
        <translation>Das Rechteck hat keinen Ort im Layer.</translation>
    </message>
    <message>
        <source>The selected features have no places in the embedding layer.</source>
        <translation>Die ausgewählten Objekte haben keine Orte im Embedding-Layer.</translation>
    </message>
    <message>
        <source>The similarity of the two places as in the heatmap, from -1 to 1.</source>
        <translation>Die Ähnlichkeit der beiden Orte wie in der Heatmap, von -1 bis 1.</translation>
    </message>
    <message>
        <source>There are no examples to learn from.</source>
        <translation>Es gibt keine Beispiele, aus denen gelernt werden kann.</translation>
    </message>
    <message>
        <source>There is no other place: all are picked.</source>
        <translation>Es gibt keinen anderen Ort: Alle sind gewählt.</translation>
    </message>
    <message>
        <source>There is no score: of {single} there is a single example, and none to compare it with. Give one more of each, somewhere else.</source>
        <translation>Es gibt kein Maß: Von {single} gibt es nur ein Beispiel, und keines zum Vergleich. Geben Sie je noch eines, anderswo.</translation>
    </message>
    <message>
        <source>This is not meant: it becomes a place not liked</source>
        <translation>Das ist nicht gemeint: Es wird ein nicht gemeinter Ort</translation>
    </message>
    <message>
        <source>This is what I look for: it becomes a liked place</source>
        <translation>Das suche ich: Es wird ein gemeinter Ort</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>Try another threshold.</source>
        <translation>Versuchen Sie eine andere Schwelle.</translation>
    </message>
    <message>
        <source>Typical: {name}</source>
        <translation>Typisch: {name}</translation>
    </message>
    <message>
        <source>Whole ch&amp;ip</source>
        <translation>Ganzer Ausschn&amp;itt</translation>
    </message>
    <message>
        <source>Whole chip</source>
        <translation>Ganzer Ausschnitt</translation>
    </message>
    <message>
        <source>With these classes</source>
        <translation>Mit diesen Klassen</translation>
    </message>
    <message>
        <source>Write it as 48.137, 11.575 or 48°08′N 11°34′E, or as x, y in the map&apos;s coordinate system.</source>
        <translation>Schreiben Sie es als 48.137, 11.575 oder 48°08′N 11°34′E, oder als x, y im Koordinatensystem der Karte.</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>any</source>
        <translation>beliebig</translation>
    </message>
    <message>
        <source>learned</source>
        <translation>gelernt</translation>
    </message>
    <message>
        <source>patches</source>
        <translation>Patches</translation>
    </message>
    <message>
        <source>{name} has the same classes now.</source>
        <translation>{name} hat jetzt dieselben Klassen.</translation>
    </message>
    <message numerus="yes">
        <source>{n} classes are the most distinct here.</source>
        <translation>
            <numerusform>{n} Klasse ist hier am deutlichsten.</numerusform>
            <numerusform>{n} Klassen sind hier am deutlichsten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} classes made of {name}.</source>
        <translation>
            <numerusform>{n} Klasse von {name} gemacht.</numerusform>
            <numerusform>{n} Klassen von {name} gemacht.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} numbers</source>
        <translation>
            <numerusform>{n} Zahl</numerusform>
            <numerusform>{n} Zahlen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} places in all</source>
        <translation>
            <numerusform>{n} Ort insgesamt</numerusform>
            <numerusform>{n} Orte insgesamt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} polygons drawn.</source>
        <translation>
            <numerusform>{n} Polygon gezeichnet.</numerusform>
            <numerusform>{n} Polygone gezeichnet.</numerusform>
        </translation>
    </message>
    <message>
        <source>{outside} of {places} places lie outside of the raster.</source>
        <translation>{outside} von {places} Orten liegen außerhalb des Rasters.</translation>
    </message>
    <message>
        <source>{rank}/{count} · {similarity}</source>
        <translation>{rank}/{count} · {similarity}</translation>
    </message>
    <message>
        <source>{similarity} less similar</source>
        <translation>{similarity} weniger ähnlich</translation>
    </message>
    <message>
        <source>{similarity} like place {number}</source>
        <translation>{similarity} wie Ort {number}</translation>
    </message>
    <message>
        <source>{similarity} more similar</source>
        <translation>{similarity} ähnlicher</translation>
    </message>
    <message>
        <source>{unknown} examples have no class and are passed over.</source>
        <translation>{unknown} Beispiele haben keine Klasse und werden übergangen.</translation>
    </message>
    <message>
        <source>“{place}” lies outside of “{layer}”.</source>
        <translation>„{place}“ liegt außerhalb von „{layer}“.</translation>
    </message>
    <message>
        <source>“{text}” has no coordinates in the layer.</source>
        <translation>„{text}“ hat im Layer keine Koordinaten.</translation>
    </message>
    <message>
        <source>“{text}” is no place.</source>
        <translation>„{text}“ ist kein Ort.</translation>
    </message>
    <message>
        <source>From {before} to {after}.</source>
        <translation>Von {before} bis {after}.</translation>
    </message>
    <message>
        <source>Half of the places differ by less than {half}, one in twenty by more than {most}.</source>
        <translation>Die Hälfte der Orte unterscheidet sich um weniger als {half}, einer von zwanzig um mehr als {most}.</translation>
    </message>
    <message>
        <source>Landprint: change from {before} to {after}</source>
        <translation>Landprint: Veränderung von {before} bis {after}</translation>
    </message>
    <message>
        <source>Make a layer of how much each place differs between the two</source>
        <translation>Einen Layer machen, der zeigt, wie sehr sich jeder Ort zwischen beiden unterscheidet</translation>
    </message>
    <message>
        <source>The change is mapped.</source>
        <translation>Die Veränderung ist kartiert.</translation>
    </message>
    <message>
        <source>The embedding layer of the first date; the map has its patches</source>
        <translation>Der Embedding-Layer des ersten Datums; die Karte hat dessen Patches</translation>
    </message>
    <message>
        <source>The embedding layer of the second date, of the same encoder</source>
        <translation>Der Embedding-Layer des zweiten Datums, vom selben Encoder</translation>
    </message>
    <message>
        <source>De&amp;lete chosen…</source>
        <translation>Gewählte &amp;löschen…</translation>
    </message>
    <message>
        <source>Delete chosen</source>
        <translation>Gewählte löschen</translation>
    </message>
    <message>
        <source>Delete these files: of layers that were removed, and of projects that were never saved</source>
        <translation>Diese Dateien löschen: von entfernten Layern und von nie gespeicherten Projekten</translation>
    </message>
    <message numerus="yes">
        <source>Delete these {n} files ({size})?</source>
        <translation>
            <numerusform>Diese Datei löschen ({size})?</numerusform>
            <numerusform>Diese {n} Dateien löschen ({size})?</numerusform>
        </translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Layers that were removed leave their files in the project&apos;s folder.</source>
        <translation>Entfernte Layer lassen ihre Dateien im Ordner des Projekts.</translation>
    </message>
    <message>
        <source>Not all could be deleted: {reason}.</source>
        <translation>Nicht alles konnte gelöscht werden: {reason}.</translation>
    </message>
    <message>
        <source>Results that no layer shows</source>
        <translation>Ergebnisse, die kein Layer zeigt</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>&amp;Class map…</source>
        <translation>&amp;Klassenkarte…</translation>
    </message>
    <message>
        <source>&amp;Colour…</source>
        <translation>&amp;Farbe…</translation>
    </message>
    <message>
        <source>&amp;Column</source>
        <translation>&amp;Spalte</translation>
    </message>
    <message>
        <source>&amp;Layer</source>
        <translation>&amp;Layer</translation>
    </message>
    <message>
        <source>&amp;Model, for other images…</source>
        <translation>&amp;Modell, für andere Bilder…</translation>
    </message>
    <message>
        <source>&amp;Polygons…</source>
        <translation>&amp;Polygone…</translation>
    </message>
    <message>
        <source>&amp;Remove this example</source>
        <translation>Dieses Beispiel &amp;entfernen</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <source>+ Class</source>
        <translation>+ Klasse</translation>
    </message>
    <message>
        <source>2 × finer, 4 × as long</source>
        <translation>2 × feiner, 4 × so lang</translation>
    </message>
    <message>
        <source>4 × finer, 16 × as long</source>
        <translation>4 × feiner, 16 × so lang</translation>
    </message>
    <message>
        <source>A feature of “{layer}” has no coordinates in the embedding layer&apos;s CRS.</source>
        <translation>Ein Objekt von „{layer}“ hat im KBS des Embedding-Layers keine Koordinaten.</translation>
    </message>
    <message>
        <source>A file of weights to use this time instead of those that are here</source>
        <translation>Eine Datei von Gewichten, die diesmal statt der vorhandenen verwendet wird</translation>
    </message>
    <message>
        <source>A finer result from shifted chips, in place of Detail</source>
        <translation>Ein feineres Ergebnis aus versetzten Ausschnitten, statt „Feinheit“ oben</translation>
    </message>
    <message>
        <source>A layer of points or polygons</source>
        <translation>Ein Layer von Punkten oder Polygonen</translation>
    </message>
    <message>
        <source>A line of more than {count} bytes came over the wire.</source>
        <translation>Eine Zeile von mehr als {count} Bytes kam an.</translation>
    </message>
    <message>
        <source>A patch, or all that the encoder sees at once</source>
        <translation>Einen Patch, oder alles, was der Encoder auf einmal sieht</translation>
    </message>
    <message>
        <source>A rectangle that you draw on the map</source>
        <translation>Ein Rechteck, das Sie auf die Karte zeichnen</translation>
    </message>
    <message>
        <source>A web layer is a picture: its colours are no measured reflectances, and its tiles may be of different dates. Landprint draws the area first, under the service&apos;s own terms.</source>
        <translation>Ein Weblayer ist ein Bild: Seine Farben sind keine gemessenen Reflexionsgrade, und seine Kacheln können von verschiedenen Tagen sein. Landprint zeichnet das Gebiet zuerst, unter den Bedingungen des Dienstes.</translation>
    </message>
    <message>
        <source>About the encoder</source>
        <translation>Über den Encoder</translation>
    </message>
    <message>
        <source>Add a class</source>
        <translation>Eine Klasse hinzufügen</translation>
    </message>
    <message>
        <source>Add a class and type its name</source>
        <translation>Eine Klasse hinzufügen und ihren Namen eingeben</translation>
    </message>
    <message>
        <source>Add a satellite image or a point layer, drop a scene here, or choose Anywhere on Earth.</source>
        <translation>Fügen Sie ein Satellitenbild oder einen Punktlayer hinzu, ziehen Sie eine Szene hierher, oder wählen Sie „Irgendwo auf der Erde“.</translation>
    </message>
    <message>
        <source>Add e&amp;xamples</source>
        <translation>&amp;Beispiele geben</translation>
    </message>
    <message>
        <source>Add examples</source>
        <translation>Beispiele geben</translation>
    </message>
    <message>
        <source>All bands were found, which this encoder needs.</source>
        <translation>Alle Kanäle wurden gefunden, die dieser Encoder braucht.</translation>
    </message>
    <message>
        <source>All features are taken; select some to take only those.</source>
        <translation>Alle Objekte werden genommen; wählen Sie einige aus, um nur diese zu nehmen.</translation>
    </message>
    <message>
        <source>All of the layer</source>
        <translation>Der ganze Layer</translation>
    </message>
    <message>
        <source>Apply a model…</source>
        <translation>Modell anwenden…</translation>
    </message>
    <message>
        <source>Apply a saved model</source>
        <translation>Ein gespeichertes Modell anwenden</translation>
    </message>
    <message>
        <source>At most {most} classes are told apart.</source>
        <translation>Höchstens {most} Klassen werden unterschieden.</translation>
    </message>
    <message>
        <source>Built in: nothing to download</source>
        <translation>Eingebaut: nichts herunterzuladen</translation>
    </message>
    <message>
        <source>Certainty of classes</source>
        <translation>Sicherheit der Klassen</translation>
    </message>
    <message>
        <source>Certainty of the classes</source>
        <translation>Sicherheit der Klassen</translation>
    </message>
    <message>
        <source>Choose a column of classes.</source>
        <translation>Wählen Sie eine Spalte mit Klassen.</translation>
    </message>
    <message>
        <source>Choose an embedding layer…</source>
        <translation>Einen Embedding-Layer wählen…</translation>
    </message>
    <message>
        <source>Choose another column, or select other features.</source>
        <translation>Wählen Sie eine andere Spalte, oder andere Objekte.</translation>
    </message>
    <message>
        <source>Choose one of its columns.</source>
        <translation>Wählen Sie eine seiner Spalten.</translation>
    </message>
    <message>
        <source>Choose the file with the button beside it.</source>
        <translation>Wählen Sie die Datei mit dem Knopf daneben.</translation>
    </message>
    <message>
        <source>Class {number}</source>
        <translation>Klasse {number}</translation>
    </message>
    <message>
        <source>Classes are found in the embeddings without examples</source>
        <translation>Klassen werden ohne Beispiele in den Embeddings gefunden</translation>
    </message>
    <message>
        <source>Classes are made of an embedding layer.</source>
        <translation>Klassen werden aus einem Embedding-Layer gemacht.</translation>
    </message>
    <message>
        <source>Classes by a saved model</source>
        <translation>Klassen durch ein gespeichertes Modell</translation>
    </message>
    <message>
        <source>Classes by itself</source>
        <translation>Klassen von selbst</translation>
    </message>
    <message>
        <source>Classes from my examples</source>
        <translation>Klassen aus meinen Beispielen</translation>
    </message>
    <message>
        <source>Classes of the mask that are left out: numbers, or words as cloud, snow of an SCL or QA_PIXEL</source>
        <translation>Klassen der Maske, die wegbleiben: Zahlen, oder Wörter wie cloud, snow einer SCL oder eines QA_PIXEL</translation>
    </message>
    <message>
        <source>Click inside of its outline.</source>
        <translation>Klicken Sie innerhalb des Umrisses.</translation>
    </message>
    <message>
        <source>Click inside, or choose a larger area.</source>
        <translation>Klicken Sie hinein, oder wählen Sie ein größeres Gebiet.</translation>
    </message>
    <message>
        <source>Click some on the map.</source>
        <translation>Klicken Sie einige auf der Karte an.</translation>
    </message>
    <message>
        <source>Click the map: each click is an example of the selected class. The keys 1 to 9 choose the class.</source>
        <translation>Klicken Sie in die Karte: Jeder Klick ist ein Beispiel der gewählten Klasse. Die Tasten 1 bis 9 wählen die Klasse.</translation>
    </message>
    <message>
        <source>Click where the image has data.</source>
        <translation>Klicken Sie, wo das Bild Daten hat.</translation>
    </message>
    <message>
        <source>Click “Add examples” and then the map. A few examples of each class make a class map.</source>
        <translation>Drücken Sie „Beispiele geben“, und klicken Sie in die Karte. Einige Beispiele je Klasse ergeben eine Klassenkarte.</translation>
    </message>
    <message>
        <source>Clouds</source>
        <translation>Wolken</translation>
    </message>
    <message>
        <source>Colours, taken as those of aerial photographs.</source>
        <translation>Farben, als wären sie die von Luftbildern.</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>Compact keeps what matters for similarity in a quarter of the room</source>
        <translation>Kompakt behält, was für Ähnlichkeit zählt, in einem Viertel des Platzes</translation>
    </message>
    <message>
        <source>Corrected by you.</source>
        <translation>Von Ihnen korrigiert.</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Double-click to change the colour; the number is its key on the map</source>
        <translation>Doppelklick ändert die Farbe; die Zahl ist die Taste auf der Karte</translation>
    </message>
    <message>
        <source>Double-click to change the name</source>
        <translation>Doppelklick ändert den Namen</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>Zeichnen</translation>
    </message>
    <message>
        <source>E&amp;ncoder</source>
        <translation>E&amp;ncoder</translation>
    </message>
    <message>
        <source>Each of its values becomes a class</source>
        <translation>Jeder ihrer Werte wird eine Klasse</translation>
    </message>
    <message>
        <source>Em&amp;bed drawn area</source>
        <translation>&amp;Gezeichnetes Gebiet einbetten</translation>
    </message>
    <message>
        <source>Em&amp;bed points</source>
        <translation>Punkte &amp;einbetten</translation>
    </message>
    <message>
        <source>Em&amp;bed the Earth</source>
        <translation>Die Erde &amp;einbetten</translation>
    </message>
    <message>
        <source>Em&amp;bed visible area</source>
        <translation>Si&amp;chtbares Gebiet einbetten</translation>
    </message>
    <message>
        <source>Em&amp;bed whole layer</source>
        <translation>&amp;Ganzen Layer einbetten</translation>
    </message>
    <message>
        <source>Estimate</source>
        <translation>Schätzung</translation>
    </message>
    <message>
        <source>Estimating…</source>
        <translation>Wird geschätzt…</translation>
    </message>
    <message>
        <source>Examples are left out in turn and found again by what is learned from the others.</source>
        <translation>Beispiele werden der Reihe nach weggelassen und aus dem wiedergefunden, was von den anderen gelernt wurde.</translation>
    </message>
    <message>
        <source>Examples from a layer</source>
        <translation>Beispiele aus einem Layer</translation>
    </message>
    <message>
        <source>Finer</source>
        <translation>Feiner</translation>
    </message>
    <message>
        <source>First the weights of {encoder} are needed.</source>
        <translation>Zuerst werden die Gewichte von {encoder} gebraucht.</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>Einklappen</translation>
    </message>
    <message>
        <source>From a layer…</source>
        <translation>Aus einem Layer…</translation>
    </message>
    <message>
        <source>GeoPackage (*.gpkg)</source>
        <translation>GeoPackage (*.gpkg)</translation>
    </message>
    <message>
        <source>Give the image pixels of the size that the encoder knows</source>
        <translation>Dem Bild Pixel der Größe geben, die der Encoder kennt</translation>
    </message>
    <message>
        <source>Give this one another name.</source>
        <translation>Geben Sie dieser einen anderen Namen.</translation>
    </message>
    <message>
        <source>Go where one more example would help most, and say which class is there</source>
        <translation>Dorthin gehen, wo ein weiteres Beispiel am meisten hilft, und sagen, welche Klasse dort ist</translation>
    </message>
    <message>
        <source>Guessed; press to correct it.</source>
        <translation>Vermutet; zum Korrigieren drücken.</translation>
    </message>
    <message>
        <source>How far neighbouring chips overlap; their centres are kept</source>
        <translation>Wie weit sich benachbarte Ausschnitte überlappen; ihre Mitte wird behalten</translation>
    </message>
    <message>
        <source>How long an embedding may take where its detail is chosen by itself</source>
        <translation>Wie lange das Einbetten dauern darf, wo die Feinheit von selbst gewählt wird</translation>
    </message>
    <message>
        <source>How many filters look at the image; each gives two dimensions</source>
        <translation>Wie viele Filter das Bild ansehen; jeder gibt zwei Dimensionen</translation>
    </message>
    <message>
        <source>How often and with how much around it a place is seen</source>
        <translation>Wie oft und mit wie viel Umgebung ein Ort gesehen wird</translation>
    </message>
    <message>
        <source>It speaks protocol {engine}, the plugin {plugin}.</source>
        <translation>Sie spricht Protokoll {engine}, das Plugin {plugin}.</translation>
    </message>
    <message>
        <source>Its weights are here ({size})</source>
        <translation>Die Gewichte sind da ({size})</translation>
    </message>
    <message>
        <source>Its weights are to be downloaded ({size})</source>
        <translation>Die Gewichte sind herunterzuladen ({size})</translation>
    </message>
    <message>
        <source>Landprint is embedding already: wait until that is done, or stop it.</source>
        <translation>Landprint bettet schon ein: Warten Sie, bis das fertig ist, oder halten Sie es an.</translation>
    </message>
    <message>
        <source>Landprint: apply a model</source>
        <translation>Landprint: ein Modell anwenden</translation>
    </message>
    <message>
        <source>Landprint: copy the mask</source>
        <translation>Landprint: die Maske kopieren</translation>
    </message>
    <message>
        <source>Landprint: embed {source}</source>
        <translation>Landprint: {source} einbetten</translation>
    </message>
    <message>
        <source>Landprint: save classes</source>
        <translation>Landprint: Klassen speichern</translation>
    </message>
    <message>
        <source>Landprint: save the model</source>
        <translation>Landprint: das Modell speichern</translation>
    </message>
    <message>
        <source>Landprint: write the places</source>
        <translation>Landprint: die Orte schreiben</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Layer</translation>
    </message>
    <message>
        <source>Leave out the clouds and shadows that the scene itself tells of</source>
        <translation>Die Wolken und Schatten weglassen, von denen die Szene selbst weiß</translation>
    </message>
    <message>
        <source>Licence: {licence}.</source>
        <translation>Lizenz: {licence}.</translation>
    </message>
    <message>
        <source>Look at</source>
        <translation>Ansehen</translation>
    </message>
    <message>
        <source>Make a class map of this layer by a model that was saved before</source>
        <translation>Eine Klassenkarte dieses Layers mit einem früher gespeicherten Modell machen</translation>
    </message>
    <message>
        <source>Make a layer of the points with an embedding each</source>
        <translation>Einen Layer der Punkte mit je einem Embedding machen</translation>
    </message>
    <message>
        <source>Make an embedding layer of the whole Earth; once for each encoder</source>
        <translation>Einen Embedding-Layer der ganzen Erde machen; einmal je Encoder</translation>
    </message>
    <message>
        <source>Make an embedding layer of this area</source>
        <translation>Einen Embedding-Layer dieses Gebiets machen</translation>
    </message>
    <message>
        <source>Masked classes</source>
        <translation>Maskierte Klassen</translation>
    </message>
    <message>
        <source>Measured on a part of this layer with these settings</source>
        <translation>An einem Teil dieses Layers mit diesen Einstellungen gemessen</translation>
    </message>
    <message>
        <source>Model of classes</source>
        <translation>Modell der Klassen</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>More bands</source>
        <translation>Mehr Kanäle</translation>
    </message>
    <message>
        <source>More bands from</source>
        <translation>Mehr Kanäle aus</translation>
    </message>
    <message>
        <source>Needs {needed} of disk, only {free} are free.</source>
        <translation>Braucht {needed} auf dem Datenträger, nur {free} sind frei.</translation>
    </message>
    <message>
        <source>Next unsure place</source>
        <translation>Nächster Zweifel</translation>
    </message>
    <message>
        <source>No score yet: give one more example of {names}, away from the others.</source>
        <translation>Noch kein Maß: Geben Sie ein weiteres Beispiel von {names}, entfernt von den anderen.</translation>
    </message>
    <message>
        <source>One embedding for</source>
        <translation>Ein Embedding für</translation>
    </message>
    <message>
        <source>One for</source>
        <translation>Eines für</translation>
    </message>
    <message>
        <source>Open a scene</source>
        <translation>Eine Szene öffnen</translation>
    </message>
    <message>
        <source>Open a scene: a Sentinel-2 .SAFE or a Landsat folder, its zip or tar; or drop one here</source>
        <translation>Eine Szene öffnen: ein Sentinel-2-.SAFE- oder ein Landsat-Ordner, dessen zip oder tar; oder ziehen Sie eine hierher</translation>
    </message>
    <message>
        <source>Other layers of this project: {names}. Under More you choose which.</source>
        <translation>Andere Layer dieses Projekts: {names}. Unter „Mehr“ wählen Sie, welche.</translation>
    </message>
    <message>
        <source>Other layers whose bands belong to this image: one file a band, of 10 and of 20 metres</source>
        <translation>Andere Layer, deren Kanäle zu diesem Bild gehören: eine Datei je Kanal, von 10 und von 20 Metern</translation>
    </message>
    <message>
        <source>Other rasters, taken as embeddings:</source>
        <translation>Andere Raster, als Embeddings genommen:</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Output file</source>
        <translation>Ausgabedatei</translation>
    </message>
    <message>
        <source>Overlap</source>
        <translation>Überlappung</translation>
    </message>
    <message>
        <source>Patch</source>
        <translation>Patch</translation>
    </message>
    <message>
        <source>Patch size</source>
        <translation>Patchgröße</translation>
    </message>
    <message>
        <source>Patch size, storage, output file and other settings</source>
        <translation>Patchgröße, Speicherung, Ausgabedatei und andere Einstellungen</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>Pixel</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Recognising…</source>
        <translation>Wird erkannt…</translation>
    </message>
    <message>
        <source>Remove all examples; the classes stay</source>
        <translation>Alle Beispiele entfernen; die Klassen bleiben</translation>
    </message>
    <message>
        <source>Remove one first.</source>
        <translation>Entfernen Sie zuerst eine.</translation>
    </message>
    <message>
        <source>Remove some classes first.</source>
        <translation>Entfernen Sie zuerst einige Klassen.</translation>
    </message>
    <message>
        <source>Resample</source>
        <translation>Neu abtasten</translation>
    </message>
    <message>
        <source>Right in {right} of 100, by cross-validation of {count} examples.</source>
        <translation>Richtig in {right} von 100, nach Kreuzvalidierung von {count} Beispielen.</translation>
    </message>
    <message>
        <source>Runtime</source>
        <translation>Rechnet mit</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save polygons of the classes</source>
        <translation>Polygone der Klassen speichern</translation>
    </message>
    <message>
        <source>Save the class map</source>
        <translation>Die Klassenkarte speichern</translation>
    </message>
    <message>
        <source>Save the class map, its polygons or its model in a file</source>
        <translation>Die Klassenkarte, ihre Polygone oder ihr Modell in eine Datei speichern</translation>
    </message>
    <message>
        <source>Save the model</source>
        <translation>Das Modell speichern</translation>
    </message>
    <message>
        <source>Saved in {name}.</source>
        <translation>In {name} gespeichert.</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Maß</translation>
    </message>
    <message>
        <source>Select some of them first.</source>
        <translation>Wählen Sie zuerst einige davon aus.</translation>
    </message>
    <message>
        <source>Sensor: {line}</source>
        <translation>Sensor: {line}</translation>
    </message>
    <message>
        <source>Settings of this layer</source>
        <translation>Einstellungen dieses Layers</translation>
    </message>
    <message>
        <source>Show these settings in one line</source>
        <translation>Diese Einstellungen in einer Zeile zeigen</translation>
    </message>
    <message>
        <source>Shown by its first three principal components as red, green and blue.</source>
        <translation>Gezeigt durch die ersten drei Hauptkomponenten als Rot, Grün und Blau.</translation>
    </message>
    <message>
        <source>Similarity to places</source>
        <translation>Ähnlichkeit zu Orten</translation>
    </message>
    <message>
        <source>Size of pixels</source>
        <translation>Größe der Pixel</translation>
    </message>
    <message>
        <source>Some examples are left out in turn, and found again by what is learned from the others. Every class counts the same.</source>
        <translation>Einige Beispiele werden der Reihe nach weggelassen und aus dem wiedergefunden, was von den anderen gelernt wurde. Jede Klasse zählt gleich.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>Stopped. What is done is kept: embed again and it continues.</source>
        <translation>Angehalten. Was getan ist, bleibt: Noch einmal einbetten, und es geht weiter.</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Speicherung</translation>
    </message>
    <message>
        <source>Take back the last change of classes or examples</source>
        <translation>Die letzte Änderung von Klassen oder Beispielen zurücknehmen</translation>
    </message>
    <message>
        <source>Take classes and examples from the points or polygons of a layer</source>
        <translation>Klassen und Beispiele aus den Punkten oder Polygonen eines Layers nehmen</translation>
    </message>
    <message>
        <source>The bands that are used; press to change them</source>
        <translation>Die verwendeten Kanäle; zum Ändern drücken</translation>
    </message>
    <message>
        <source>The coarsest, and the fastest</source>
        <translation>Am gröbsten, und am schnellsten</translation>
    </message>
    <message>
        <source>The day of the image as 2023-07-14; empty for what its file tells</source>
        <translation>Der Tag des Bildes als 2023-07-14; leer für das, was die Datei sagt</translation>
    </message>
    <message>
        <source>The engine is starting.</source>
        <translation>Die Engine startet.</translation>
    </message>
    <message>
        <source>The finest, however long it takes</source>
        <translation>Am feinsten, wie lange es auch dauert</translation>
    </message>
    <message>
        <source>The image does not reach there.</source>
        <translation>Das Bild reicht nicht bis dort.</translation>
    </message>
    <message>
        <source>The map shows what is like “{name}”. Give an example of another class, too.</source>
        <translation>Die Karte zeigt, was wie „{name}“ ist. Geben Sie auch ein Beispiel einer anderen Klasse.</translation>
    </message>
    <message>
        <source>The model is applied to “{layer}”.</source>
        <translation>Das Modell ist auf „{layer}“ angewendet.</translation>
    </message>
    <message>
        <source>The part of the layer that the map shows now</source>
        <translation>Der Teil des Layers, den die Karte jetzt zeigt</translation>
    </message>
    <message>
        <source>The same seed gives the same result</source>
        <translation>Derselbe Startwert gibt dasselbe Ergebnis</translation>
    </message>
    <message>
        <source>The satellite image or the points to look at; or any place on Earth, without a layer</source>
        <translation>Das Satellitenbild oder die Punkte; oder irgendein Ort auf der Erde, ohne Layer</translation>
    </message>
    <message>
        <source>The score is found by leaving out examples in turn, so each class needs two of them.</source>
        <translation>Das Maß entsteht, indem Beispiele der Reihe nach weggelassen werden, deshalb braucht jede Klasse zwei.</translation>
    </message>
    <message>
        <source>The selected class is the one that a click on the map gives an example of. Double-click to change.</source>
        <translation>Die gewählte Klasse ist die, für die ein Klick in die Karte ein Beispiel gibt. Doppelklick zum Ändern.</translation>
    </message>
    <message>
        <source>The sensor and the bands that were recognised; press to correct them</source>
        <translation>Der Sensor und die Kanäle, die erkannt wurden; zum Korrigieren drücken</translation>
    </message>
    <message>
        <source>The side of the square that becomes one pixel of the result, in place of Detail</source>
        <translation>Die Seite des Quadrats, das zu einem Pixel des Ergebnisses wird, statt „Feinheit“ oben</translation>
    </message>
    <message>
        <source>The size on the ground of the picture&apos;s pixels; where the service has tiles, the nearest that there are</source>
        <translation>Die Größe der Pixel des Bildes am Boden; wo der Dienst Kacheln hat, die nächste vorhandene</translation>
    </message>
    <message>
        <source>The {count} selected features are taken.</source>
        <translation>Die {count} ausgewählten Objekte werden genommen.</translation>
    </message>
    <message>
        <source>There is a class “{name}” already.</source>
        <translation>Es gibt schon eine Klasse „{name}“.</translation>
    </message>
    <message>
        <source>There is no example in this layer.</source>
        <translation>In diesem Layer gibt es kein Beispiel.</translation>
    </message>
    <message>
        <source>These would be {count} classes, and at most {most} are told apart.</source>
        <translation>Das wären {count} Klassen, und höchstens {most} werden unterschieden.</translation>
    </message>
    <message>
        <source>This looks like {sensor}, which {encoder} does not know. Choose another encoder.</source>
        <translation>Das sieht nach {sensor} aus, den {encoder} nicht kennt. Wählen Sie einen anderen Encoder.</translation>
    </message>
    <message>
        <source>This place has no coordinates in the layer&apos;s CRS.</source>
        <translation>Dieser Ort hat im KBS des Layers keine Koordinaten.</translation>
    </message>
    <message>
        <source>This place has no coordinates in the map&apos;s CRS.</source>
        <translation>Dieser Ort hat im KBS der Karte keine Koordinaten.</translation>
    </message>
    <message>
        <source>This place is outside of “{layer}”.</source>
        <translation>Dieser Ort liegt außerhalb von „{layer}“.</translation>
    </message>
    <message>
        <source>This project has no layer of points or polygons.</source>
        <translation>Dieses Projekt hat keinen Punkt- oder Polygonlayer.</translation>
    </message>
    <message>
        <source>Time for &amp;auto detail</source>
        <translation>Zeit für a&amp;utomatische Feinheit</translation>
    </message>
    <message>
        <source>Time for auto detail</source>
        <translation>Zeit für automatische Feinheit</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Use the other bands of this scene</source>
        <translation>Die anderen Kanäle dieser Szene verwenden</translation>
    </message>
    <message numerus="yes">
        <source>Use {n} more bands of this scene</source>
        <translation>
            <numerusform>{n} weiteren Kanal dieser Szene verwenden</numerusform>
            <numerusform>{n} weitere Kanäle dieser Szene verwenden</numerusform>
        </translation>
    </message>
    <message>
        <source>Veil what the class map is not sure of</source>
        <translation>Verschleiern, was die Klassenkarte nicht sicher weiß</translation>
    </message>
    <message>
        <source>Weights file</source>
        <translation>Datei der Gewichte</translation>
    </message>
    <message>
        <source>What a web layer is</source>
        <translation>Was ein Weblayer ist</translation>
    </message>
    <message>
        <source>What is left out: polygons, or a classification</source>
        <translation>Was wegbleibt: Polygone, oder eine Klassifikation</translation>
    </message>
    <message>
        <source>What the encoder is good for, and its licence</source>
        <translation>Wofür der Encoder gut ist, und seine Lizenz</translation>
    </message>
    <message>
        <source>What the layer is, by what it is embedded, and how fine; press to see and change it</source>
        <translation>Was der Layer ist, womit und wie fein er eingebettet wird; zum Ansehen und Ändern drücken, oder zum Einklappen</translation>
    </message>
    <message>
        <source>What the model runs on; the fastest that loses nothing that matters is measured and named in the result</source>
        <translation>Womit das Modell rechnet; das Schnellste, das nichts Wichtiges verliert, wird gemessen und im Ergebnis genannt</translation>
    </message>
    <message>
        <source>What turns each patch of the image into numbers</source>
        <translation>Was jeden Patch des Bildes in Zahlen verwandelt</translation>
    </message>
    <message>
        <source>Where the result is kept; empty for a temporary file</source>
        <translation>Wo das Ergebnis abgelegt wird; leer für eine temporäre Datei</translation>
    </message>
    <message>
        <source>Which class is at the question mark? Press its number, or click there.</source>
        <translation>Welche Klasse ist beim Fragezeichen? Drücken Sie ihre Nummer, oder klicken Sie dort.</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>You name the classes and click examples of them</source>
        <translation>Sie benennen die Klassen und klicken Beispiele an</translation>
    </message>
    <message>
        <source>a picture</source>
        <translation>ein Bild</translation>
    </message>
    <message>
        <source>all {count}</source>
        <translation>alle {count}</translation>
    </message>
    <message>
        <source>as Detail above</source>
        <translation>wie Feinheit oben</translation>
    </message>
    <message>
        <source>as the map shows</source>
        <translation>wie in der Karte</translation>
    </message>
    <message>
        <source>as the patches are</source>
        <translation>wie die Patches</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>auto</translation>
    </message>
    <message>
        <source>by itself</source>
        <translation>von selbst</translation>
    </message>
    <message>
        <source>certain</source>
        <translation>sicher</translation>
    </message>
    <message>
        <source>clouds, or 3,8,9,10</source>
        <translation>clouds, oder 3,8,9,10</translation>
    </message>
    <message>
        <source>colours from 0 to 255</source>
        <translation>Farben von 0 bis 255</translation>
    </message>
    <message>
        <source>compact (1 byte a value)</source>
        <translation>kompakt (1 Byte je Wert)</translation>
    </message>
    <message>
        <source>detail {value}</source>
        <translation>Feinheit {value}</translation>
    </message>
    <message>
        <source>each chip</source>
        <translation>jeden Ausschnitt</translation>
    </message>
    <message>
        <source>each patch</source>
        <translation>jeden Patch</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>genau</translation>
    </message>
    <message>
        <source>exact (4 bytes a value)</source>
        <translation>genau (4 Bytes je Wert)</translation>
    </message>
    <message>
        <source>fine</source>
        <translation>fein</translation>
    </message>
    <message>
        <source>from my examples</source>
        <translation>aus Beispielen</translation>
    </message>
    <message>
        <source>guessed: from the values</source>
        <translation>vermutet: aus den Werten</translation>
    </message>
    <message>
        <source>leave out</source>
        <translation>weglassen</translation>
    </message>
    <message>
        <source>masked</source>
        <translation>maskiert</translation>
    </message>
    <message>
        <source>not certain</source>
        <translation>unsicher</translation>
    </message>
    <message>
        <source>not recognised: choose…</source>
        <translation>nicht erkannt: bitte wählen…</translation>
    </message>
    <message>
        <source>one a chip</source>
        <translation>eines je Ausschnitt</translation>
    </message>
    <message>
        <source>overlap {value} px</source>
        <translation>Überlappung {value} px</translation>
    </message>
    <message>
        <source>own weights</source>
        <translation>eigene Gewichte</translation>
    </message>
    <message>
        <source>patch {value} px</source>
        <translation>Patch {value} px</translation>
    </message>
    <message>
        <source>pixels of {value:g} m</source>
        <translation>Pixel von {value:g} m</translation>
    </message>
    <message>
        <source>quick</source>
        <translation>schnell</translation>
    </message>
    <message>
        <source>seed {value}</source>
        <translation>Startwert {value}</translation>
    </message>
    <message>
        <source>temporary file</source>
        <translation>temporäre Datei</translation>
    </message>
    <message>
        <source>the fastest</source>
        <translation>das Schnellste</translation>
    </message>
    <message>
        <source>the only one</source>
        <translation>der einzige</translation>
    </message>
    <message>
        <source>those that are here</source>
        <translation>die vorhandenen</translation>
    </message>
    <message>
        <source>to a file</source>
        <translation>in eine Datei</translation>
    </message>
    <message>
        <source>to {wanted} m (pixels are {own} m)</source>
        <translation>auf {wanted} m (Pixel sind {own} m)</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>usual ({seconds} s)</source>
        <translation>üblich ({seconds} s)</translation>
    </message>
    <message>
        <source>visible</source>
        <translation>sichtbar</translation>
    </message>
    <message>
        <source>whole</source>
        <translation>ganz</translation>
    </message>
    <message>
        <source>with {value}</source>
        <translation>mit {value}</translation>
    </message>
    <message>
        <source>without clouds</source>
        <translation>ohne Wolken</translation>
    </message>
    <message>
        <source>{chosen} of {count}: {names}</source>
        <translation>{chosen} von {count}: {names}</translation>
    </message>
    <message>
        <source>{date} (guessed)</source>
        <translation>{date} (vermutet)</translation>
    </message>
    <message>
        <source>{fleeting} {are} in the temporary folder, which may be emptied at a restart: what is not embedded by then cannot be embedded any more.</source>
        <translation>{fleeting} {are} im temporären Ordner, der bei einem Neustart geleert werden kann: Was bis dahin nicht eingebettet ist, kann nicht mehr eingebettet werden.</translation>
    </message>
    <message>
        <source>{hectares} ha</source>
        <translation>{hectares} ha</translation>
    </message>
    <message>
        <source>{image} (not embedded here)</source>
        <translation>{image} (hier nicht eingebettet)</translation>
    </message>
    <message>
        <source>{name}: right in {right} of 100</source>
        <translation>{name}: richtig in {right} von 100</translation>
    </message>
    <message numerus="yes">
        <source>{n} examples</source>
        <translation>
            <numerusform>{n} Beispiel</numerusform>
            <numerusform>{n} Beispiele</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} examples are outside of this layer.</source>
        <translation>
            <numerusform>{n} Beispiel liegt außerhalb dieses Layers.</numerusform>
            <numerusform>{n} Beispiele liegen außerhalb dieses Layers.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} more layers</source>
        <translation>
            <numerusform>{n} weiterer Layer</numerusform>
            <numerusform>{n} weitere Layer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} patches embedded in {time}.</source>
        <translation>
            <numerusform>{n} Patch in {time} eingebettet.</numerusform>
            <numerusform>{n} Patches in {time} eingebettet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} patches, {dim} dimensions each.</source>
        <translation>
            <numerusform>{n} Patch, je {dim} Dimensionen.</numerusform>
            <numerusform>{n} Patches, je {dim} Dimensionen.</numerusform>
        </translation>
    </message>
    <message>
        <source>{size} to download.</source>
        <translation>{size} zum Herunterladen.</translation>
    </message>
    <message>
        <source>{title} · {bands} of {sensor_bands}</source>
        <translation>{title} · {bands} von {sensor_bands}</translation>
    </message>
    <message>
        <source>{title} · {bands} of {sensor_bands} bands</source>
        <translation>{title} · {bands} von {sensor_bands} Kanälen</translation>
    </message>
    <message>
        <source>{valid} of {patches} patches with {dim} dimensions each.</source>
        <translation>{valid} von {patches} Patches mit je {dim} Dimensionen.</translation>
    </message>
    <message>
        <source>{value:g} m</source>
        <translation>{value:g} m</translation>
    </message>
    <message>
        <source>{value} filters</source>
        <translation>{value} Filter</translation>
    </message>
    <message>
        <source>“{chosen}” is not a full path.</source>
        <translation>„{chosen}“ ist kein vollständiger Pfad.</translation>
    </message>
    <message>
        <source>“{column}” has {count} values, and at most {most} classes are told apart.</source>
        <translation>„{column}“ hat {count} Werte, und höchstens {most} Klassen werden unterschieden.</translation>
    </message>
    <message>
        <source>“{layer}” has no column “{column}”.</source>
        <translation>„{layer}“ hat keine Spalte „{column}“.</translation>
    </message>
    <message>
        <source>“{layer}” has no data at this place.</source>
        <translation>„{layer}“ hat an diesem Ort keine Daten.</translation>
    </message>
    <message>
        <source>“{layer}” has no feature with a value in “{column}”.</source>
        <translation>„{layer}“ hat kein Objekt mit einem Wert in „{column}“.</translation>
    </message>
    <message>
        <source>“{layer}” has {count} features, and at most {most} are taken as examples.</source>
        <translation>„{layer}“ hat {count} Objekte, und höchstens {most} werden als Beispiele genommen.</translation>
    </message>
    <message>
        <source>“{name}”</source>
        <translation>„{name}“</translation>
    </message>
    <message>
        <source>“{one}” or “{other}” at the question mark? Press the number of its class, or click there.</source>
        <translation>„{one}“ oder „{other}“ beim Fragezeichen? Drücken Sie die Nummer der Klasse, oder klicken Sie dort.</translation>
    </message>
    <message>
        <source>“{path}” exists. Replace it?</source>
        <translation>„{path}“ ist schon vorhanden. Ersetzen?</translation>
    </message>
    <message>
        <source>M&amp;ap the change</source>
        <translation>Veränderung k&amp;artieren</translation>
    </message>
    <message>
        <source>Embeddings at my &amp;points…</source>
        <translation>Embeddings an meinen &amp;Punkten…</translation>
    </message>
    <message>
        <source>Predict an attri&amp;bute…</source>
        <translation>Attri&amp;but vorhersagen…</translation>
    </message>
    <message>
        <source>A chip cannot keep {core} patches with {border} around them, shifted by {offset}.</source>
        <translation>Ein Ausschnitt kann nicht {core} Patches mit {border} darum herum behalten, versetzt um {offset}.</translation>
    </message>
    <message>
        <source>A chip of {height} x {width} pixels is not made of whole patches of {patch} pixels.</source>
        <translation>Ein Ausschnitt von {height} x {width} Pixeln besteht nicht aus ganzen Patches von {patch} Pixeln.</translation>
    </message>
    <message>
        <source>A file&apos;s name has at most 255 bytes.</source>
        <translation>Ein Dateiname hat höchstens 255 Bytes.</translation>
    </message>
    <message>
        <source>A grid needs pixels, got {width} x {height}.</source>
        <translation>Ein Gitter braucht Pixel, angegeben ist {width} x {height}.</translation>
    </message>
    <message>
        <source>A map of classes needs either examples or a saved model.</source>
        <translation>Eine Klassenkarte braucht entweder Beispiele oder ein gespeichertes Modell.</translation>
    </message>
    <message>
        <source>A map of similarity has one band.</source>
        <translation>Eine Ähnlichkeitskarte hat einen Kanal.</translation>
    </message>
    <message>
        <source>A place is x and y, or a geometry as wkt.</source>
        <translation>Ein Ort ist x und y, oder eine Geometrie als wkt.</translation>
    </message>
    <message>
        <source>A point cannot be expressed in the raster&apos;s coordinate system.</source>
        <translation>Ein Punkt lässt sich im Koordinatensystem des Rasters nicht ausdrücken.</translation>
    </message>
    <message>
        <source>A resolution of {resolution} degrees cannot be.</source>
        <translation>Eine Auflösung von {resolution} Grad ist nicht möglich.</translation>
    </message>
    <message>
        <source>A similarity map needs at least one place.</source>
        <translation>Eine Ähnlichkeitskarte braucht mindestens einen Ort.</translation>
    </message>
    <message>
        <source>A tensor has the shape {shape} and the strides {stride}.</source>
        <translation>Ein Tensor hat die Form {shape} und die Schrittweiten {stride}.</translation>
    </message>
    <message>
        <source>A tensor has {shape} sides.</source>
        <translation>Ein Tensor hat {shape} Seiten.</translation>
    </message>
    <message>
        <source>A tensor of shape {shape} reaches beyond its data.</source>
        <translation>Ein Tensor der Form {shape} reicht über seine Daten hinaus.</translation>
    </message>
    <message>
        <source>A wavelength of {abs} cannot be.</source>
        <translation>Eine Wellenlänge von {abs} ist nicht möglich.</translation>
    </message>
    <message>
        <source>Add some points or polygons to it.</source>
        <translation>Fügen Sie ihm einige Punkte oder Polygone hinzu.</translation>
    </message>
    <message>
        <source>Assign it again, and save the layer.</source>
        <translation>Weisen Sie es noch einmal zu, und speichern Sie den Layer.</translation>
    </message>
    <message>
        <source>Assign one to both.</source>
        <translation>Weisen Sie beiden eines zu.</translation>
    </message>
    <message>
        <source>Assign one to every file, or choose files of the same size.</source>
        <translation>Weisen Sie jeder Datei eines zu, oder wählen Sie Dateien derselben Größe.</translation>
    </message>
    <message>
        <source>Assign one to it.</source>
        <translation>Weisen Sie ihm eines zu.</translation>
    </message>
    <message>
        <source>Assign one to the layer, or name it (EPSG:4326).</source>
        <translation>Weisen Sie dem Layer eines zu, oder nennen Sie es (EPSG:4326).</translation>
    </message>
    <message>
        <source>Assign one to the raster, or give the points in its own coordinates.</source>
        <translation>Weisen Sie dem Raster eines zu, oder geben Sie die Punkte in seinen eigenen Koordinaten an.</translation>
    </message>
    <message>
        <source>Band {number} holds complex numbers.</source>
        <translation>Kanal {number} enthält komplexe Zahlen.</translation>
    </message>
    <message>
        <source>Blocks need a size above 0, and folds must be 2 or more.</source>
        <translation>Blöcke brauchen eine Größe über 0, und es müssen mindestens 2 Teile sein.</translation>
    </message>
    <message>
        <source>Check it.</source>
        <translation>Prüfen Sie sie.</translation>
    </message>
    <message>
        <source>Check its address.</source>
        <translation>Prüfen Sie seine Adresse.</translation>
    </message>
    <message>
        <source>Check its coordinate system, or warp it to theirs first.</source>
        <translation>Prüfen Sie das Koordinatensystem, oder transformieren Sie es zuerst in das der anderen.</translation>
    </message>
    <message>
        <source>Check its coordinate system.</source>
        <translation>Prüfen Sie das Koordinatensystem.</translation>
    </message>
    <message>
        <source>Check its name and folder.</source>
        <translation>Prüfen Sie Name und Ordner.</translation>
    </message>
    <message>
        <source>Check its nodata value and its mask{place}.</source>
        <translation>Prüfen Sie den Nodata-Wert und die Maske{place}.</translation>
    </message>
    <message>
        <source>Check the address and the proxy.</source>
        <translation>Prüfen Sie die Adresse und den Proxy.</translation>
    </message>
    <message>
        <source>Check the area, the mask and the nodata.</source>
        <translation>Prüfen Sie das Gebiet, die Maske und den Nodata-Wert.</translation>
    </message>
    <message>
        <source>Check the mask and the nodata.</source>
        <translation>Prüfen Sie die Maske und den Nodata-Wert.</translation>
    </message>
    <message>
        <source>Check the order of its coordinates (x, y) and their system.</source>
        <translation>Prüfen Sie die Reihenfolge der Koordinaten (x, y) und ihr System.</translation>
    </message>
    <message>
        <source>Check the proxy and its certificate.</source>
        <translation>Prüfen Sie den Proxy und sein Zertifikat.</translation>
    </message>
    <message>
        <source>Check the proxy.</source>
        <translation>Prüfen Sie den Proxy.</translation>
    </message>
    <message>
        <source>Check the raster&apos;s coordinate system.</source>
        <translation>Prüfen Sie das Koordinatensystem des Rasters.</translation>
    </message>
    <message>
        <source>Check who may read it.</source>
        <translation>Prüfen Sie, wer sie lesen darf.</translation>
    </message>
    <message>
        <source>Choose a GeoPackage, Shapefile, GeoJSON or CSV file.</source>
        <translation>Wählen Sie eine Datei als GeoPackage, Shapefile, GeoJSON oder CSV.</translation>
    </message>
    <message>
        <source>Choose a GeoTIFF or another raster that GDAL reads.</source>
        <translation>Wählen Sie ein GeoTIFF oder ein anderes Raster, das GDAL liest.</translation>
    </message>
    <message>
        <source>Choose a Sentinel-2 level 2A image with all 12 bands, or give their numbers.</source>
        <translation>Wählen Sie ein Bild von Sentinel-2 Level 2A mit allen 12 Kanälen, oder geben Sie deren Nummern an.</translation>
    </message>
    <message>
        <source>Choose a coarser resolution or smaller bounds.</source>
        <translation>Wählen Sie eine gröbere Auflösung oder eine kleinere Ausdehnung.</translation>
    </message>
    <message>
        <source>Choose a detail of 1, or patches that are a multiple of twice the detail.</source>
        <translation>Wählen Sie Feinheit 1, oder Patches, die ein Vielfaches der doppelten Feinheit sind.</translation>
    </message>
    <message>
        <source>Choose a file of weights.</source>
        <translation>Wählen Sie eine Datei mit Gewichten.</translation>
    </message>
    <message>
        <source>Choose a file that classify saved.</source>
        <translation>Wählen Sie eine Datei, die classify gespeichert hat.</translation>
    </message>
    <message>
        <source>Choose a file that fit-attribute wrote.</source>
        <translation>Wählen Sie eine Datei, die fit-attribute geschrieben hat.</translation>
    </message>
    <message>
        <source>Choose a finer resolution.</source>
        <translation>Wählen Sie eine feinere Auflösung.</translation>
    </message>
    <message>
        <source>Choose a larger area.</source>
        <translation>Wählen Sie ein größeres Gebiet.</translation>
    </message>
    <message>
        <source>Choose a larger raster, or a ResNet encoder for one of 32 pixels or more.</source>
        <translation>Wählen Sie ein größeres Raster, oder einen ResNet-Encoder für eines ab 32 Pixeln.</translation>
    </message>
    <message>
        <source>Choose a larger raster, or check its nodata.</source>
        <translation>Wählen Sie ein größeres Raster, oder prüfen Sie den Nodata-Wert.</translation>
    </message>
    <message>
        <source>Choose a layer of areas.</source>
        <translation>Wählen Sie einen Layer mit Flächen.</translation>
    </message>
    <message>
        <source>Choose a layer of points or polygons.</source>
        <translation>Wählen Sie einen Layer mit Punkten oder Polygonen.</translation>
    </message>
    <message>
        <source>Choose a level 2A image with all 12 bands.</source>
        <translation>Wählen Sie ein Bild von Level 2A mit allen 12 Kanälen.</translation>
    </message>
    <message>
        <source>Choose a new folder, or delete the job that is there.</source>
        <translation>Wählen Sie einen neuen Ordner, oder löschen Sie den Auftrag, der dort liegt.</translation>
    </message>
    <message>
        <source>Choose a raster that has some.</source>
        <translation>Wählen Sie ein Raster, das welche hat.</translation>
    </message>
    <message>
        <source>Choose a raster that shows more.</source>
        <translation>Wählen Sie ein Raster, das mehr zeigt.</translation>
    </message>
    <message>
        <source>Choose a raster that shows something.</source>
        <translation>Wählen Sie ein Raster, das etwas zeigt.</translation>
    </message>
    <message>
        <source>Choose a smaller overlap.</source>
        <translation>Wählen Sie eine kleinere Überlappung.</translation>
    </message>
    <message>
        <source>Choose a tile of TESSERA&apos;s, or a GeoTIFF.</source>
        <translation>Wählen Sie eine Kachel von TESSERA, oder ein GeoTIFF.</translation>
    </message>
    <message>
        <source>Choose a tile of TESSERA&apos;s.</source>
        <translation>Wählen Sie eine Kachel von TESSERA.</translation>
    </message>
    <message>
        <source>Choose an area that shows data, or smaller patches.</source>
        <translation>Wählen Sie ein Gebiet, das Daten zeigt, oder kleinere Patches.</translation>
    </message>
    <message>
        <source>Choose an attribute with fewer classes, or fit it as a number.</source>
        <translation>Wählen Sie ein Attribut mit weniger Klassen, oder passen Sie es als Zahl an.</translation>
    </message>
    <message>
        <source>Choose an embedding raster made with random-features.</source>
        <translation>Wählen Sie ein Embedding-Raster, das mit random-features erstellt wurde.</translation>
    </message>
    <message>
        <source>Choose an embedding raster of the same encoder.</source>
        <translation>Wählen Sie ein Embedding-Raster desselben Encoders.</translation>
    </message>
    <message>
        <source>Choose an extent that touches it.</source>
        <translation>Wählen Sie eine Ausdehnung, die es berührt.</translation>
    </message>
    <message>
        <source>Choose an item, or the address of a GeoTIFF.</source>
        <translation>Wählen Sie ein Item, oder die Adresse eines GeoTIFF.</translation>
    </message>
    <message>
        <source>Choose an item.</source>
        <translation>Wählen Sie ein Item.</translation>
    </message>
    <message>
        <source>Choose another attribute, or embed more points.</source>
        <translation>Wählen Sie ein anderes Attribut, oder betten Sie mehr Punkte ein.</translation>
    </message>
    <message>
        <source>Choose another column.</source>
        <translation>Wählen Sie eine andere Spalte.</translation>
    </message>
    <message>
        <source>Choose another file name.</source>
        <translation>Wählen Sie einen anderen Dateinamen.</translation>
    </message>
    <message>
        <source>Choose another image or extent.</source>
        <translation>Wählen Sie ein anderes Bild oder eine andere Ausdehnung.</translation>
    </message>
    <message>
        <source>Choose another layer.</source>
        <translation>Wählen Sie einen anderen Layer.</translation>
    </message>
    <message>
        <source>Choose another name for the embedding raster.</source>
        <translation>Wählen Sie einen anderen Namen für das Embedding-Raster.</translation>
    </message>
    <message>
        <source>Choose another raster.</source>
        <translation>Wählen Sie ein anderes Raster.</translation>
    </message>
    <message>
        <source>Choose at least {minimum}.</source>
        <translation>Wählen Sie mindestens {minimum}.</translation>
    </message>
    <message>
        <source>Choose at most {distinct} classes.</source>
        <translation>Wählen Sie höchstens {distinct} Klassen.</translation>
    </message>
    <message>
        <source>Choose at most {maximum}.</source>
        <translation>Wählen Sie höchstens {maximum}.</translation>
    </message>
    <message>
        <source>Choose bands from 1 to {bands}.</source>
        <translation>Wählen Sie Kanäle von 1 bis {bands}.</translation>
    </message>
    <message>
        <source>Choose count or decibel.</source>
        <translation>Wählen Sie count oder decibel.</translation>
    </message>
    <message>
        <source>Choose different names.</source>
        <translation>Wählen Sie verschiedene Namen.</translation>
    </message>
    <message>
        <source>Choose for example 0.25.</source>
        <translation>Wählen Sie zum Beispiel 0.25.</translation>
    </message>
    <message>
        <source>Choose from 1 to {dim}.</source>
        <translation>Wählen Sie von 1 bis {dim}.</translation>
    </message>
    <message>
        <source>Choose from 2 to {distinct}.</source>
        <translation>Wählen Sie von 2 bis {distinct}.</translation>
    </message>
    <message>
        <source>Choose of {column_names}.</source>
        <translation>Wählen Sie aus: {column_names}.</translation>
    </message>
    <message>
        <source>Choose of: {words}.</source>
        <translation>Wählen Sie aus: {words}.</translation>
    </message>
    <message>
        <source>Choose one from 0 to {years}.</source>
        <translation>Wählen Sie eines von 0 bis {years}.</translation>
    </message>
    <message>
        <source>Choose one of SatCLIP&apos;s.</source>
        <translation>Wählen Sie einen von SatCLIP.</translation>
    </message>
    <message>
        <source>Choose one of its folders, for example {groups}.</source>
        <translation>Wählen Sie einen der Ordner darin, zum Beispiel {groups}.</translation>
    </message>
    <message>
        <source>Choose one of these.</source>
        <translation>Wählen Sie einen Wert davon.</translation>
    </message>
    <message>
        <source>Choose one of {choices}.</source>
        <translation>Wählen Sie aus: {choices}.</translation>
    </message>
    <message>
        <source>Choose one of: {names}.</source>
        <translation>Wählen Sie aus: {names}.</translation>
    </message>
    <message>
        <source>Choose one of: {names}; or embed the raster and ask embedding-at.</source>
        <translation>Wählen Sie aus: {names}; oder betten Sie das Raster ein und fragen Sie embedding-at.</translation>
    </message>
    <message>
        <source>Choose one that is stored as uint8.</source>
        <translation>Wählen Sie eines, das als uint8 gespeichert ist.</translation>
    </message>
    <message>
        <source>Choose one that “embed-raster” wrote.</source>
        <translation>Wählen Sie eines, das „embed-raster“ geschrieben hat.</translation>
    </message>
    <message>
        <source>Choose one with one band of whole numbers.</source>
        <translation>Wählen Sie eines mit einem Kanal aus ganzen Zahlen.</translation>
    </message>
    <message>
        <source>Choose smaller blocks.</source>
        <translation>Wählen Sie kleinere Blöcke.</translation>
    </message>
    <message>
        <source>Choose smaller patches, or a larger raster.</source>
        <translation>Wählen Sie kleinere Patches, oder ein größeres Raster.</translation>
    </message>
    <message>
        <source>Choose the .npy with its _scales.npy beside it, or the Zarr store. GeoTIFFs hold values.</source>
        <translation>Wählen Sie die .npy mit ihrer _scales.npy daneben, oder den Zarr-Speicher. GeoTIFFs enthalten Werte.</translation>
    </message>
    <message>
        <source>Choose the embeddings that they were made of.</source>
        <translation>Wählen Sie die Embeddings, aus denen sie erstellt wurden.</translation>
    </message>
    <message>
        <source>Choose the folder of one of them.</source>
        <translation>Wählen Sie den Ordner von einer davon.</translation>
    </message>
    <message>
        <source>Choose the output of similarity-map.</source>
        <translation>Wählen Sie die Ausgabe von similarity-map.</translation>
    </message>
    <message>
        <source>Choose the raster files themselves; several can be given together.</source>
        <translation>Wählen Sie die Rasterdateien selbst; mehrere können zusammen angegeben werden.</translation>
    </message>
    <message>
        <source>Choose the same bands as in the raster that the filters come from.</source>
        <translation>Wählen Sie dieselben Kanäle wie in dem Raster, von dem die Filter stammen.</translation>
    </message>
    <message>
        <source>Choose the whole scene, or a mask of its own.</source>
        <translation>Wählen Sie die ganze Szene, oder eine eigene Maske.</translation>
    </message>
    <message>
        <source>Choose two of the same area.</source>
        <translation>Wählen Sie zwei vom selben Gebiet.</translation>
    </message>
    <message>
        <source>Choose what “K-means classes” made.</source>
        <translation>Wählen Sie, was „K-Means-Klassen“ erstellt hat.</translation>
    </message>
    <message>
        <source>Choose {name} beside it.</source>
        <translation>Wählen Sie {name} daneben.</translation>
    </message>
    <message>
        <source>Choose {title} ({name}), or the file {file} of {source_url}.</source>
        <translation>Wählen Sie {title} ({name}), oder die Datei {file} von {source_url}.</translation>
    </message>
    <message>
        <source>Classes can be left out of a raster only.</source>
        <translation>Klassen können nur bei einem Raster weggelassen werden.</translation>
    </message>
    <message>
        <source>Classes, certainty and model need files of their own.</source>
        <translation>Klassen, Sicherheit und Modell brauchen je eine eigene Datei.</translation>
    </message>
    <message>
        <source>Clay cannot take a chip of {height} x {width} pixels.</source>
        <translation>Clay kann keinen Ausschnitt von {height} x {width} Pixeln nehmen.</translation>
    </message>
    <message>
        <source>Clay has no known size with {dim} dimensions.</source>
        <translation>Clay hat keine bekannte Größe mit {dim} Dimensionen.</translation>
    </message>
    <message>
        <source>Compute its amplitude or power first.</source>
        <translation>Berechnen Sie zuerst die Amplitude oder Leistung.</translation>
    </message>
    <message>
        <source>Copy it again.</source>
        <translation>Kopieren Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>Copy it there. With values “plain”, the codes are read as they are.</source>
        <translation>Kopieren Sie sie dorthin. Mit den Werten „plain“ werden die Codes gelesen, wie sie sind.</translation>
    </message>
    <message>
        <source>Copy or download it again.</source>
        <translation>Kopieren Sie sie noch einmal, oder laden Sie sie noch einmal herunter.</translation>
    </message>
    <message>
        <source>Correct these rows, or do not ask to be strict: they are then kept without a place.</source>
        <translation>Korrigieren Sie diese Zeilen, oder verlangen Sie keine Strenge: Dann bleiben sie ohne Ort erhalten.</translation>
    </message>
    <message>
        <source>Counts do not become reflectance by the scale {scale}, offset {offset}.</source>
        <translation>Aus Zählwerten wird kein Reflexionsgrad mit Skalierung {scale} und Versatz {offset}.</translation>
    </message>
    <message>
        <source>Cut it to the raster&apos;s surroundings first.</source>
        <translation>Schneiden Sie zuerst auf die Umgebung des Rasters zu.</translation>
    </message>
    <message>
        <source>Cut or pad it.</source>
        <translation>Schneiden Sie ihn zu, oder füllen Sie ihn auf.</translation>
    </message>
    <message>
        <source>Cut out the part that you need, or leave its pixels as they are.</source>
        <translation>Schneiden Sie den Teil aus, den Sie brauchen, oder lassen Sie die Pixel, wie sie sind.</translation>
    </message>
    <message>
        <source>Download both again: they belong together.</source>
        <translation>Laden Sie beide noch einmal herunter: Sie gehören zusammen.</translation>
    </message>
    <message>
        <source>Download it again.</source>
        <translation>Laden Sie die Datei noch einmal herunter.</translation>
    </message>
    <message>
        <source>Download it again; if that does not help, the server has another file.</source>
        <translation>Laden Sie die Datei noch einmal herunter; hilft das nicht, hat der Server eine andere Datei.</translation>
    </message>
    <message>
        <source>Download or copy the file again.</source>
        <translation>Laden Sie die Datei noch einmal herunter, oder kopieren Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>Download the archive, and choose that.</source>
        <translation>Laden Sie das Archiv herunter, und wählen Sie dieses.</translation>
    </message>
    <message>
        <source>Download the checkpoint again, or choose the right file.</source>
        <translation>Laden Sie den Checkpoint noch einmal herunter, oder wählen Sie die richtige Datei.</translation>
    </message>
    <message>
        <source>Download the store again, or export the area as a GeoTIFF.</source>
        <translation>Laden Sie den Speicher noch einmal herunter, oder exportieren Sie das Gebiet als GeoTIFF.</translation>
    </message>
    <message>
        <source>Download them ({download_bytes} MB), or give a file of weights that you have.</source>
        <translation>Laden Sie sie herunter ({download_bytes} MB), oder geben Sie eine Datei mit Gewichten an, die Sie haben.</translation>
    </message>
    <message>
        <source>Downloads of weights are switched off on this computer.</source>
        <translation>Das Herunterladen von Gewichten ist auf diesem Computer abgeschaltet.</translation>
    </message>
    <message>
        <source>Embed both images with patches of the same size on the ground.</source>
        <translation>Betten Sie beide Bilder mit Patches ein, die am Boden gleich groß sind.</translation>
    </message>
    <message>
        <source>Embed both images with the same encoder.</source>
        <translation>Betten Sie beide Bilder mit demselben Encoder ein.</translation>
    </message>
    <message>
        <source>Embed both images with the same file of weights.</source>
        <translation>Betten Sie beide Bilder mit derselben Gewichtsdatei ein.</translation>
    </message>
    <message>
        <source>Embed more points.</source>
        <translation>Betten Sie mehr Punkte ein.</translation>
    </message>
    <message>
        <source>Embed the points first.</source>
        <translation>Betten Sie zuerst die Punkte ein.</translation>
    </message>
    <message>
        <source>Embed the second image with the filters of the first (“Filters of another embedding raster”).</source>
        <translation>Betten Sie das zweite Bild mit den Filtern des ersten ein („Filter eines anderen Embedding-Rasters“).</translation>
    </message>
    <message>
        <source>Embed them all by one encoder.</source>
        <translation>Betten Sie alle mit einem Encoder ein.</translation>
    </message>
    <message>
        <source>Embed them first.</source>
        <translation>Betten Sie sie zuerst ein.</translation>
    </message>
    <message>
        <source>Every machine needs the source&apos;s files under the same path.</source>
        <translation>Jeder Rechner braucht die Dateien der Quelle unter demselben Pfad.</translation>
    </message>
    <message>
        <source>Every valid pixel of the raster has the same value.</source>
        <translation>Jedes gültige Pixel des Rasters hat denselben Wert.</translation>
    </message>
    <message>
        <source>Expand it to red, green and blue first (Raster &gt; Conversion &gt; PCT to RGB).</source>
        <translation>Wandeln Sie ihn zuerst in Rot, Grün und Blau um (Raster &gt; Konvertierung &gt; PCT nach RGB).</translation>
    </message>
    <message>
        <source>Export the part that you need to a GeoTIFF, and choose that file.</source>
        <translation>Exportieren Sie den Teil, den Sie brauchen, als GeoTIFF, und wählen Sie diese Datei.</translation>
    </message>
    <message>
        <source>Fetch the file with “git lfs pull”, or download it from the repository&apos;s page.</source>
        <translation>Holen Sie die Datei mit „git lfs pull“, oder laden Sie sie von der Seite des Repositorys herunter.</translation>
    </message>
    <message>
        <source>Fit it as a category.</source>
        <translation>Passen Sie es als Kategorie an.</translation>
    </message>
    <message>
        <source>Galileo has no complete group of bands here.</source>
        <translation>Galileo hat hier keine vollständige Gruppe von Kanälen.</translation>
    </message>
    <message>
        <source>Galileo has no complete group of bands.</source>
        <translation>Galileo hat keine vollständige Gruppe von Kanälen.</translation>
    </message>
    <message>
        <source>Galileo takes patches of 1 to {galileo} pixels, not {patch}.</source>
        <translation>Galileo nimmt Patches von 1 bis {galileo} Pixeln, nicht {patch}.</translation>
    </message>
    <message>
        <source>Give a code such as EPSG:4326.</source>
        <translation>Geben Sie einen Code wie EPSG:4326 an.</translation>
    </message>
    <message>
        <source>Give at least one.</source>
        <translation>Geben Sie mindestens eine an.</translation>
    </message>
    <message>
        <source>Give each band a code, in their order.</source>
        <translation>Geben Sie für jeden Kanal einen Code an, in ihrer Reihenfolge.</translation>
    </message>
    <message>
        <source>Give each chosen band the name of one of the sensor&apos;s, in their order.</source>
        <translation>Geben Sie für jeden gewählten Kanal den Namen eines Kanals des Sensors an, in ihrer Reihenfolge.</translation>
    </message>
    <message>
        <source>Give either of them.</source>
        <translation>Geben Sie eines von beiden an.</translation>
    </message>
    <message>
        <source>Give examples of each class, or a file that classify saved.</source>
        <translation>Geben Sie Beispiele jeder Klasse an, oder eine Datei, die classify gespeichert hat.</translation>
    </message>
    <message>
        <source>Give examples on what the raster shows.</source>
        <translation>Geben Sie Beispiele auf dem an, was das Raster zeigt.</translation>
    </message>
    <message>
        <source>Give it a valid geotransform, for example with gdal_translate.</source>
        <translation>Geben Sie ihm eine gültige Geotransformation, zum Beispiel mit gdal_translate.</translation>
    </message>
    <message>
        <source>Give it as 2023-07-14.</source>
        <translation>Geben Sie es als 2023-07-14 an.</translation>
    </message>
    <message>
        <source>Give it as WKT, such as POINT (1 2).</source>
        <translation>Geben Sie es als WKT an, etwa POINT (1 2).</translation>
    </message>
    <message>
        <source>Give it chips of that size, or take one of the ResNet checkpoints.</source>
        <translation>Geben Sie ihm Ausschnitte dieser Größe, oder nehmen Sie einen der ResNet-Checkpoints.</translation>
    </message>
    <message>
        <source>Give it the full path of a folder.</source>
        <translation>Geben Sie den vollständigen Pfad eines Ordners an.</translation>
    </message>
    <message>
        <source>Give left, bottom, right, top in degrees: longitudes at most 360 apart, latitudes from -90 to 90.</source>
        <translation>Geben Sie links, unten, rechts, oben in Grad an: Längen höchstens 360 auseinander, Breiten von -90 bis 90.</translation>
    </message>
    <message>
        <source>Give metres a pixel, for example 10.</source>
        <translation>Geben Sie Meter je Pixel an, zum Beispiel 10.</translation>
    </message>
    <message>
        <source>Give one for each band.</source>
        <translation>Geben Sie für jeden Kanal einen Wert an.</translation>
    </message>
    <message>
        <source>Give one of these.</source>
        <translation>Geben Sie einen Wert davon an.</translation>
    </message>
    <message>
        <source>Give points, an embedding raster, or a location encoder with bounds and a resolution.</source>
        <translation>Geben Sie Punkte, ein Embedding-Raster, oder einen Orts-Encoder mit Ausdehnung und Auflösung an.</translation>
    </message>
    <message>
        <source>Give the mask&apos;s raster as well.</source>
        <translation>Geben Sie auch das Raster der Maske an.</translation>
    </message>
    <message>
        <source>Give the name of a file in it.</source>
        <translation>Geben Sie den Namen einer Datei darin an.</translation>
    </message>
    <message>
        <source>Give the numbers of its classes. Words are known of files called as SCL, QA_PIXEL or Fmask.</source>
        <translation>Geben Sie die Nummern der Klassen an. Wörter sind nur von Dateien bekannt, die etwa SCL, QA_PIXEL oder Fmask heißen.</translation>
    </message>
    <message>
        <source>Give the numbers of {names}, in this order.</source>
        <translation>Geben Sie die Nummern von {names} an, in dieser Reihenfolge.</translation>
    </message>
    <message>
        <source>Give the original image, not a picture of it; or choose the sensor.</source>
        <translation>Geben Sie das Originalbild an, kein Abbild davon; oder wählen Sie den Sensor.</translation>
    </message>
    <message>
        <source>Give their numbers, for example 3,8,9,10. Of files called as SCL or QA_PIXEL, the clouds are known.</source>
        <translation>Geben Sie ihre Nummern an, zum Beispiel 3,8,9,10. Bei Dateien, die nach SCL oder QA_PIXEL benannt sind, sind die Wolken bekannt.</translation>
    </message>
    <message>
        <source>Give two.</source>
        <translation>Geben Sie zwei an.</translation>
    </message>
    <message>
        <source>Give what the groups need.</source>
        <translation>Geben Sie an, was die Gruppen brauchen.</translation>
    </message>
    <message>
        <source>Give {join} in this order.</source>
        <translation>Geben Sie {join} in dieser Reihenfolge an.</translation>
    </message>
    <message>
        <source>Import a file of weights that you have.</source>
        <translation>Importieren Sie eine Datei mit Gewichten, die Sie haben.</translation>
    </message>
    <message>
        <source>Install engine/requirements-dask.txt there.</source>
        <translation>Installieren Sie dort engine/requirements-dask.txt.</translation>
    </message>
    <message>
        <source>It begins with https://.</source>
        <translation>Sie beginnt mit https://.</translation>
    </message>
    <message>
        <source>It has: {words}.</source>
        <translation>Es gibt: {words}.</translation>
    </message>
    <message>
        <source>It is published as {file} at {source_url}.</source>
        <translation>Veröffentlicht ist sie als {file} unter {source_url}.</translation>
    </message>
    <message>
        <source>It may have been moved: see the model&apos;s page.</source>
        <translation>Sie wurde vielleicht verschoben: Sehen Sie auf der Seite des Modells nach.</translation>
    </message>
    <message>
        <source>It needs a column of geometries as WKB, columns of longitude and latitude, or a bbox.</source>
        <translation>Es braucht eine Spalte mit Geometrien als WKB, Spalten mit Länge und Breite, oder eine bbox.</translation>
    </message>
    <message>
        <source>It needs assets with https addresses, or GeoTIFF or JPEG 2000 files beside it.</source>
        <translation>Es braucht Assets mit https-Adressen, oder GeoTIFF- oder JPEG-2000-Dateien daneben.</translation>
    </message>
    <message>
        <source>It needs blue, green and red, or nir, of Sentinel-2.</source>
        <translation>Es braucht blue, green und red, oder nir, von Sentinel-2.</translation>
    </message>
    <message>
        <source>It takes torch&apos;s .ckpt and .pt files in the zip form, and .safetensors.</source>
        <translation>Möglich sind .ckpt- und .pt-Dateien von torch in der Zip-Form, und .safetensors.</translation>
    </message>
    <message>
        <source>It takes {sensors}; or choose another encoder.</source>
        <translation>Er nimmt {sensors}; oder wählen Sie einen anderen Encoder.</translation>
    </message>
    <message>
        <source>Its parts: {of_encoder}.</source>
        <translation>Seine Teile: {of_encoder}.</translation>
    </message>
    <message>
        <source>Its rgb is some of {names}.</source>
        <translation>Für rgb kommen in Frage: {names}.</translation>
    </message>
    <message>
        <source>Its tiles are 1 to {count}.</source>
        <translation>Seine Kacheln sind 1 bis {count}.</translation>
    </message>
    <message>
        <source>Landprint knows 0 and -1000; or say what they are by the scale.</source>
        <translation>Landprint kennt 0 und -1000; oder geben Sie mit der Skalierung an, was die Zahlen sind.</translation>
    </message>
    <message>
        <source>Latitudes go from -90 to 90. Check the coordinate system, and that longitude comes before latitude.</source>
        <translation>Breiten gehen von -90 bis 90. Prüfen Sie das Koordinatensystem, und ob die Länge vor der Breite steht.</translation>
    </message>
    <message>
        <source>Leave out the pooling.</source>
        <translation>Lassen Sie das Zusammenfassen (pool) weg.</translation>
    </message>
    <message>
        <source>Leave them out for a layer of polygons.</source>
        <translation>Lassen Sie sie bei einem Polygonlayer weg.</translation>
    </message>
    <message>
        <source>Locating an image needs its {names} bands, got {bands}.</source>
        <translation>Um ein Bild zu verorten, braucht es seine {names} Kanäle; angegeben: {bands}.</translation>
    </message>
    <message>
        <source>Longitude {lon}, latitude {lat} is no place on Earth.</source>
        <translation>Länge {lon}, Breite {lat} ist kein Ort auf der Erde.</translation>
    </message>
    <message>
        <source>Make it, or choose another one.</source>
        <translation>Legen Sie ihn an, oder wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>Make points of them first, for example centroids.</source>
        <translation>Machen Sie zuerst Punkte daraus, zum Beispiel Zentroide.</translation>
    </message>
    <message>
        <source>Make the embedding raster that they come from again.</source>
        <translation>Erstellen Sie das Embedding-Raster, aus dem sie stammen, noch einmal.</translation>
    </message>
    <message>
        <source>Make them again.</source>
        <translation>Erstellen Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>Months count from 0 (January) to 11, not {months}.</source>
        <translation>Monate zählen von 0 (Januar) bis 11, nicht {months}.</translation>
    </message>
    <message>
        <source>Name the output .gpkg (a column a dimension) or .parquet (one list column).</source>
        <translation>Nennen Sie die Ausgabe .gpkg (eine Spalte je Dimension) oder .parquet (eine Listenspalte).</translation>
    </message>
    <message>
        <source>Name the output .parquet: it has one column for the whole embedding.</source>
        <translation>Nennen Sie die Ausgabe .parquet: Dort steht das ganze Embedding in einer Spalte.</translation>
    </message>
    <message>
        <source>Name two classes or more.</source>
        <translation>Nennen Sie zwei oder mehr Klassen.</translation>
    </message>
    <message>
        <source>No Dask scheduler answers at {address}.</source>
        <translation>Unter {address} antwortet kein Dask-Scheduler.</translation>
    </message>
    <message>
        <source>No classification of clouds lies with the image: neither Sentinel-2&apos;s SCL nor Landsat&apos;s QA_PIXEL.</source>
        <translation>Beim Bild liegt keine Klassifikation der Wolken: weder SCL von Sentinel-2 noch QA_PIXEL von Landsat.</translation>
    </message>
    <message>
        <source>No example lies on data.</source>
        <translation>Kein Beispiel liegt auf Daten.</translation>
    </message>
    <message>
        <source>No example lies on the raster.</source>
        <translation>Kein Beispiel liegt auf dem Raster.</translation>
    </message>
    <message>
        <source>No patch of the area has valid values in half of its pixels, which it takes.</source>
        <translation>Kein Patch des Gebiets hat in der Hälfte seiner Pixel gültige Werte, und das ist nötig.</translation>
    </message>
    <message>
        <source>No place of the area has enough data to sample.</source>
        <translation>Kein Ort des Gebiets hat genug Daten für eine Stichprobe.</translation>
    </message>
    <message>
        <source>No tile touches the area and has data.</source>
        <translation>Keine Kachel berührt das Gebiet und hat Daten.</translation>
    </message>
    <message>
        <source>None of the places lies on data.</source>
        <translation>Keiner der Orte liegt auf Daten.</translation>
    </message>
    <message>
        <source>None of the points has an embedding.</source>
        <translation>Keiner der Punkte hat ein Embedding.</translation>
    </message>
    <message>
        <source>None of the raster&apos;s bands could be matched with those of {title}.</source>
        <translation>Keiner der Kanäle des Rasters ließ sich denen des Sensors zuordnen: {title}.</translation>
    </message>
    <message>
        <source>Nothing can be written to {folder}: {error}.</source>
        <translation>In {folder} kann nichts geschrieben werden: {error}.</translation>
    </message>
    <message>
        <source>Nothing in {name} lies on the raster.</source>
        <translation>Nichts in {name} liegt auf dem Raster.</translation>
    </message>
    <message>
        <source>One class alone cannot be merged.</source>
        <translation>Eine Klasse allein kann nicht vereint werden.</translation>
    </message>
    <message>
        <source>One of the embedding rasters has no coordinate system, so they cannot be laid on each other.</source>
        <translation>Eines der Embedding-Raster hat kein Koordinatensystem, daher können sie nicht übereinandergelegt werden.</translation>
    </message>
    <message>
        <source>Only {valid} % of the chip of {side} x {side2} pixels around this place has data, and half of it is needed.</source>
        <translation>Nur {valid} % des Ausschnitts von {side} x {side2} Pixeln um diesen Ort haben Daten, und die Hälfte ist nötig.</translation>
    </message>
    <message>
        <source>Open it in a browser to see what it says, and download the file itself.</source>
        <translation>Öffnen Sie sie in einem Browser, um zu sehen, was dort steht, und laden Sie die Datei selbst herunter.</translation>
    </message>
    <message>
        <source>Patches of {patch} pixels cannot be shifted for a detail of {detail}.</source>
        <translation>Patches von {patch} Pixeln können für eine Feinheit von {detail} nicht verschoben werden.</translation>
    </message>
    <message>
        <source>Pick a place that the raster shows.</source>
        <translation>Wählen Sie einen Ort, den das Raster zeigt.</translation>
    </message>
    <message>
        <source>Pick a place to look for.</source>
        <translation>Wählen Sie einen Ort, nach dem gesucht wird.</translation>
    </message>
    <message>
        <source>Pick inside its outline.</source>
        <translation>Wählen Sie einen Ort innerhalb seines Umrisses.</translation>
    </message>
    <message>
        <source>Pick other places.</source>
        <translation>Wählen Sie andere Orte.</translation>
    </message>
    <message>
        <source>Pick places that the raster shows.</source>
        <translation>Wählen Sie Orte, die das Raster zeigt.</translation>
    </message>
    <message>
        <source>Pixels of {gsd} m are too small for {width} x {height} pixels of {gsd2} m.</source>
        <translation>Pixel von {gsd} m sind zu klein für {width} x {height} Pixel von {gsd2} m.</translation>
    </message>
    <message>
        <source>Pixels of {gsd} m cannot be.</source>
        <translation>Pixel von {gsd} m kann es nicht geben.</translation>
    </message>
    <message>
        <source>Plan it anew, in another folder.</source>
        <translation>Planen Sie ihn neu, in einem anderen Ordner.</translation>
    </message>
    <message>
        <source>Plan it anew, or run it with the version that planned it.</source>
        <translation>Planen Sie ihn neu, oder führen Sie ihn mit der Version aus, die ihn geplant hat.</translation>
    </message>
    <message>
        <source>Plan it first, or choose the folder of one.</source>
        <translation>Planen Sie ihn zuerst, oder wählen Sie den Ordner eines Auftrags.</translation>
    </message>
    <message>
        <source>Plan on a machine like this one, or in full precision, which is the same everywhere.</source>
        <translation>Planen Sie auf einem Computer wie diesem, oder in voller Genauigkeit, die überall gleich ist.</translation>
    </message>
    <message>
        <source>Points are not written as {suffix}.</source>
        <translation>Punkte werden nicht geschrieben als {suffix}.</translation>
    </message>
    <message>
        <source>Random features need at least 1 filter, got {count}.</source>
        <translation>Zufallsmerkmale brauchen mindestens 1 Filter; angegeben: {count}.</translation>
    </message>
    <message>
        <source>Read it with values “auto”.</source>
        <translation>Lesen Sie es mit den Werten „auto“.</translation>
    </message>
    <message>
        <source>Reading {file} from {host} does not go on: {failed}.</source>
        <translation>Das Lesen von {file} von {host} geht nicht weiter: {failed}.</translation>
    </message>
    <message>
        <source>Remove its layer from the project or close the program, or choose another name.</source>
        <translation>Entfernen Sie ihren Layer aus dem Projekt, oder schließen Sie das Programm, oder wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>Renumber its classes first.</source>
        <translation>Nummerieren Sie zuerst seine Klassen neu.</translation>
    </message>
    <message>
        <source>Run it again where the card has more free memory.</source>
        <translation>Führen Sie sie noch einmal aus, wo die Grafikkarte mehr freien Speicher hat.</translation>
    </message>
    <message>
        <source>Run it again.</source>
        <translation>Führen Sie es noch einmal aus.</translation>
    </message>
    <message>
        <source>Run it with the version that planned it, or plan it anew.</source>
        <translation>Führen Sie ihn mit der Version aus, die ihn geplant hat, oder planen Sie ihn neu.</translation>
    </message>
    <message>
        <source>SatCLIP needs all bands of Sentinel-2, and {missing} are missing.</source>
        <translation>SatCLIP braucht alle Kanäle von Sentinel-2, und es fehlen {missing}.</translation>
    </message>
    <message>
        <source>SatCLIP&apos;s image encoder takes the 12 bands of Sentinel-2 level 2A, got {shape}.</source>
        <translation>Der Bild-Encoder von SatCLIP nimmt die 12 Kanäle von Sentinel-2 Level 2A; angegeben: {shape}.</translation>
    </message>
    <message>
        <source>Save it again as UTF-8; in a spreadsheet, as “CSV UTF-8”.</source>
        <translation>Speichern Sie sie noch einmal als UTF-8; in einer Tabellenkalkulation als „CSV UTF-8“.</translation>
    </message>
    <message>
        <source>Save it again, a table of text as UTF-8, or choose another file.</source>
        <translation>Speichern Sie die Datei noch einmal, eine Texttabelle als UTF-8, oder wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>Save it again, or choose another file.</source>
        <translation>Speichern Sie die Datei noch einmal, oder wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>Save it as a GeoTIFF (Raster &gt; Conversion &gt; Translate), and choose that.</source>
        <translation>Speichern Sie es als GeoTIFF (Raster &gt; Konvertierung &gt; Umwandeln), und wählen Sie dieses.</translation>
    </message>
    <message>
        <source>Save it as plain polygons, or repair it.</source>
        <translation>Speichern Sie sie mit einfachen Polygonen, oder reparieren Sie sie.</translation>
    </message>
    <message>
        <source>Save it with WKB.</source>
        <translation>Speichern Sie sie mit WKB.</translation>
    </message>
    <message>
        <source>Say its number of heads.</source>
        <translation>Geben Sie die Zahl der Attention-Köpfe an.</translation>
    </message>
    <message>
        <source>Say which bands are which ({bands}): they are never taken by their position alone.</source>
        <translation>Geben Sie an, welcher Kanal welcher ist ({bands}): Nach der Position allein werden sie nie zugeordnet.</translation>
    </message>
    <message>
        <source>Say which bands are which ({names}): they are never taken by their position alone.</source>
        <translation>Geben Sie an, welcher Kanal welcher ist ({names}): Nach der Position allein werden sie nie zugeordnet.</translation>
    </message>
    <message>
        <source>Say which bands are which, or choose the bands that count.</source>
        <translation>Geben Sie an, welcher Kanal welcher ist, oder wählen Sie die Kanäle, auf die es ankommt.</translation>
    </message>
    <message>
        <source>Select a point.</source>
        <translation>Wählen Sie einen Punkt aus.</translation>
    </message>
    <message>
        <source>Set it up as the machine that planned the job, or plan it anew.</source>
        <translation>Richten Sie diesen Computer ein wie den, der den Auftrag geplant hat, oder planen Sie neu.</translation>
    </message>
    <message>
        <source>Similar points need one to be similar to.</source>
        <translation>Ähnliche Punkte brauchen einen, dem sie ähnlich sind.</translation>
    </message>
    <message>
        <source>Some of {name} cannot be expressed in the raster&apos;s coordinate system.</source>
        <translation>Ein Teil von {name} lässt sich im Koordinatensystem des Rasters nicht ausdrücken.</translation>
    </message>
    <message>
        <source>Start one in the engine&apos;s environment (dask scheduler), and give the address that it says.</source>
        <translation>Starten Sie einen in der Umgebung der Engine (dask scheduler), und geben Sie die Adresse an, die er nennt.</translation>
    </message>
    <message>
        <source>Start the download again.</source>
        <translation>Starten Sie den Download noch einmal.</translation>
    </message>
    <message>
        <source>Store them as uint8.</source>
        <translation>Speichern Sie sie als uint8.</translation>
    </message>
    <message>
        <source>Take one whose harmonics are &apos;analytic&apos; or &apos;closed-form&apos;.</source>
        <translation>Nehmen Sie einen, dessen Kugelfunktionen &apos;analytic&apos; oder &apos;closed-form&apos; sind.</translation>
    </message>
    <message>
        <source>The STAC item {title} has no assets that are bands: {names}.</source>
        <translation>Das STAC-Item {title} hat keine Assets, die Kanäle sind: {names}.</translation>
    </message>
    <message>
        <source>The STAC item {title} names its bands by {kind}, which is not read.</source>
        <translation>Das STAC-Item {title} nennt seine Kanäle über {kind}, und das wird nicht gelesen.</translation>
    </message>
    <message>
        <source>The address of {file} cannot be used: {error}.</source>
        <translation>Die Adresse von {file} kann nicht verwendet werden: {error}.</translation>
    </message>
    <message>
        <source>The attribute {attribute} has less than two different values on embedded points.</source>
        <translation>Das Attribut {attribute} hat auf Punkten mit Embedding weniger als zwei verschiedene Werte.</translation>
    </message>
    <message>
        <source>The attribute {attribute} holds values that are no numbers.</source>
        <translation>Das Attribut {attribute} enthält Werte, die keine Zahlen sind.</translation>
    </message>
    <message>
        <source>The band {name} has the wavelength {wavelength}.</source>
        <translation>Der Kanal {name} hat die Wellenlänge {wavelength}.</translation>
    </message>
    <message>
        <source>The band {name} needs a mean and a std above 0, not {mean}, {std}.</source>
        <translation>Der Kanal {name} braucht mean und ein std über 0, nicht {mean}, {std}.</translation>
    </message>
    <message>
        <source>The bounds are smaller than one pixel.</source>
        <translation>Die Grenzen sind kleiner als ein Pixel.</translation>
    </message>
    <message>
        <source>The bounds {left}, {bottom}, {right}, {top} are no part of the Earth.</source>
        <translation>Die Grenzen {left}, {bottom}, {right}, {top} sind kein Teil der Erde.</translation>
    </message>
    <message>
        <source>The checkpoint&apos;s harmonics are &apos;{convention}&apos;, which Landprint does not compute.</source>
        <translation>Die Kugelfunktionen des Checkpoints sind &apos;{convention}&apos;, und diese berechnet Landprint nicht.</translation>
    </message>
    <message>
        <source>The chips have {dates} dates and {channels} channels, expected {wanted}.</source>
        <translation>Die Ausschnitte haben {dates} Zeitpunkte und {channels} Kanäle, erwartet: {wanted}.</translation>
    </message>
    <message>
        <source>The classes have other pixels than the embeddings.</source>
        <translation>Die Klassen haben andere Pixel als die Embeddings.</translation>
    </message>
    <message>
        <source>The classes in {name} are damaged.</source>
        <translation>Die Klassen in {name} sind beschädigt.</translation>
    </message>
    <message>
        <source>The column {column} of {name} has no values.</source>
        <translation>Die Spalte {column} von {name} hat keine Werte.</translation>
    </message>
    <message>
        <source>The coordinate system of {name} cannot be read.</source>
        <translation>Das Koordinatensystem von {name} kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The coordinate system {text} is unknown.</source>
        <translation>Das Koordinatensystem {text} ist unbekannt.</translation>
    </message>
    <message>
        <source>The data in {name} is compressed or encrypted, which torch never does.</source>
        <translation>Die Daten in {name} sind komprimiert oder verschlüsselt, und das macht torch nie.</translation>
    </message>
    <message>
        <source>The day of the image is not known, which a STAC item needs.</source>
        <translation>Der Tag des Bildes ist nicht bekannt, und ein STAC-Item braucht ihn.</translation>
    </message>
    <message>
        <source>The disk that holds {folder} is full.</source>
        <translation>Der Datenträger von {folder} ist voll.</translation>
    </message>
    <message>
        <source>The download from {host} does not go on: {why}.</source>
        <translation>Der Download von {host} geht nicht weiter: {why}.</translation>
    </message>
    <message>
        <source>The embedding raster has no coordinate system, so no point can be placed on it.</source>
        <translation>Das Embedding-Raster hat kein Koordinatensystem, daher kann kein Punkt darauf platziert werden.</translation>
    </message>
    <message>
        <source>The encoder does not take {title}.</source>
        <translation>Der Encoder nimmt dies nicht: {title}.</translation>
    </message>
    <message>
        <source>The encoder takes {title}, and the raster looks like {title2}.</source>
        <translation>Der Encoder nimmt {title}, und das Raster sieht aus wie {title2}.</translation>
    </message>
    <message>
        <source>The extent lies outside of the raster.</source>
        <translation>Die Ausdehnung liegt außerhalb des Rasters.</translation>
    </message>
    <message>
        <source>The file has more hyper-parameters than any model has.</source>
        <translation>Die Datei hat mehr Hyperparameter, als irgendein Modell hat.</translation>
    </message>
    <message>
        <source>The file may be damaged or incomplete: copy or download it again.</source>
        <translation>Die Datei ist vielleicht beschädigt oder unvollständig: Kopieren Sie sie noch einmal, oder laden Sie sie noch einmal herunter.</translation>
    </message>
    <message>
        <source>The file may be damaged or incomplete: copy or download it again. Of a VRT, its source files may have moved.</source>
        <translation>Die Datei ist vielleicht beschädigt oder unvollständig: Kopieren Sie sie noch einmal, oder laden Sie sie noch einmal herunter. Bei einem VRT wurden vielleicht seine Quelldateien verschoben.</translation>
    </message>
    <message>
        <source>The filters were made for {mean} bands, and the raster gives {shape}.</source>
        <translation>Die Filter wurden für {mean} Kanäle gemacht, und das Raster gibt {shape}.</translation>
    </message>
    <message>
        <source>The filters were made for {mean} bands, and {band_numbers} are chosen.</source>
        <translation>Die Filter wurden für {mean} Kanäle gemacht, und gewählt sind {band_numbers}.</translation>
    </message>
    <message>
        <source>The image has no chip with enough valid pixels.</source>
        <translation>Das Bild hat keinen Ausschnitt mit genug gültigen Pixeln.</translation>
    </message>
    <message>
        <source>The job has no tile {number}.</source>
        <translation>Der Auftrag hat keine Kachel {number}.</translation>
    </message>
    <message>
        <source>The job in {path} was written by another version of Landprint.</source>
        <translation>Der Auftrag in {path} wurde von einer anderen Version von Landprint geschrieben.</translation>
    </message>
    <message>
        <source>The layer holds a damaged geometry.</source>
        <translation>Der Layer enthält eine beschädigte Geometrie.</translation>
    </message>
    <message>
        <source>The layer holds {kind}, not points.</source>
        <translation>Der Layer enthält keine Punkte, sondern {kind}.</translation>
    </message>
    <message>
        <source>The layer is a web service.</source>
        <translation>Der Layer ist ein Webdienst.</translation>
    </message>
    <message>
        <source>The list names no scene.</source>
        <translation>Die Liste nennt keine Szene.</translation>
    </message>
    <message>
        <source>The mask is a raster, and no classes to leave out are given.</source>
        <translation>Die Maske ist ein Raster, und es sind keine Klassen angegeben, die wegbleiben.</translation>
    </message>
    <message>
        <source>The mask or the raster has no coordinate system.</source>
        <translation>Der Maske oder dem Raster fehlt das Koordinatensystem.</translation>
    </message>
    <message>
        <source>The metadata of {n} chips have the shape {shape}.</source>
        <translation>Die Metadaten von {n} Ausschnitten haben die Form {shape}.</translation>
    </message>
    <message>
        <source>The model takes embeddings of {dim} values, these have {shape}.</source>
        <translation>Das Modell nimmt Embeddings von {dim} Werten, diese haben {shape}.</translation>
    </message>
    <message>
        <source>The names in {name} are not in UTF-8.</source>
        <translation>Die Namen in {name} sind nicht in UTF-8.</translation>
    </message>
    <message>
        <source>The network&apos;s settings cannot be used: {error}.</source>
        <translation>Die Netzwerkeinstellungen können nicht verwendet werden: {error}.</translation>
    </message>
    <message>
        <source>The numbers of band {number} stand for colours of a table.</source>
        <translation>Die Zahlen von Kanal {number} stehen für Farben einer Tabelle.</translation>
    </message>
    <message>
        <source>The numbers of {title} are sums of several facts, so {word} is no class of it.</source>
        <translation>Die Zahlen von {title} sind Summen mehrerer Angaben, daher ist {word} keine Klasse davon.</translation>
    </message>
    <message>
        <source>The output {name} is the input itself.</source>
        <translation>Die Ausgabe {name} ist die Eingabe selbst.</translation>
    </message>
    <message>
        <source>The patches have {sizes} on the ground: their embeddings show different things.</source>
        <translation>Die Patches haben {sizes} am Boden: Ihre Embeddings zeigen Verschiedenes.</translation>
    </message>
    <message>
        <source>The patches of {name} have {mine} pixels on a side, and those of {other_name} {other}.</source>
        <translation>Die Patches von {name} haben eine Seite von {mine} Pixeln, und die von {other_name} von {other}.</translation>
    </message>
    <message>
        <source>The places give nothing to look for: they cancel each other out, or are like everything else.</source>
        <translation>Die Orte ergeben nichts, wonach gesucht werden kann: Sie heben einander auf, oder sind wie alles andere.</translation>
    </message>
    <message>
        <source>The point {x}, {y} lies outside of the raster.</source>
        <translation>Der Punkt {x}, {y} liegt außerhalb des Rasters.</translation>
    </message>
    <message>
        <source>The points have embeddings of {lengths} and of {lengths2} values.</source>
        <translation>Die Punkte haben Embeddings von {lengths} und von {lengths2} Werten.</translation>
    </message>
    <message>
        <source>The points have no attribute {attribute}.</source>
        <translation>Die Punkte haben kein Attribut {attribute}.</translation>
    </message>
    <message>
        <source>The points lie in {numbers} blocks, which cannot be divided into {folds} folds.</source>
        <translation>Die Punkte liegen in {numbers} Quadraten, und diese lassen sich nicht auf {folds} Teile verteilen.</translation>
    </message>
    <message>
        <source>The points of {name} have no embeddings.</source>
        <translation>Die Punkte von {name} haben keine Embeddings.</translation>
    </message>
    <message>
        <source>The points of {name} have no embeddings: all are null.</source>
        <translation>Die Punkte von {name} haben keine Embeddings: Alle sind null.</translation>
    </message>
    <message>
        <source>The product&apos;s metadata name offsets of {tags}.</source>
        <translation>Die Metadaten des Produkts nennen als Versatz {tags}.</translation>
    </message>
    <message>
        <source>The proxy refuses the connection to {host}: {text}.</source>
        <translation>Der Proxy lehnt die Verbindung zu {host} ab: {text}.</translation>
    </message>
    <message>
        <source>The random filters are damaged.</source>
        <translation>Die Zufallsfilter sind beschädigt.</translation>
    </message>
    <message>
        <source>The raster has no band {number}.</source>
        <translation>Das Raster hat keinen Kanal {number}.</translation>
    </message>
    <message>
        <source>The raster has no coordinate system, so its pixels cannot be resampled to metres.</source>
        <translation>Das Raster hat kein Koordinatensystem, daher können seine Pixel nicht auf Meter umgerechnet werden.</translation>
    </message>
    <message>
        <source>The raster has no coordinate system, so the points cannot be placed on it.</source>
        <translation>Das Raster hat kein Koordinatensystem, daher können die Punkte nicht darauf platziert werden.</translation>
    </message>
    <message>
        <source>The raster has no embedding: every pixel is nodata.</source>
        <translation>Das Raster hat kein Embedding: Alle Pixel sind ohne Daten.</translation>
    </message>
    <message>
        <source>The raster has no valid pixel.</source>
        <translation>Das Raster hat kein gültiges Pixel.</translation>
    </message>
    <message>
        <source>The raster has only {distinct} different embeddings, too few for {clusters} classes.</source>
        <translation>Das Raster hat nur {distinct} verschiedene Embeddings, zu wenige für {clusters} Klassen.</translation>
    </message>
    <message>
        <source>The raster has too few 3 x 3 pixels that are valid and differ.</source>
        <translation>Das Raster hat zu wenige Stellen von 3 x 3 Pixeln, die gültig sind und sich unterscheiden.</translation>
    </message>
    <message>
        <source>The raster has {width} x {height} pixels, and this encoder&apos;s chips have {least} on a side.</source>
        <translation>Das Raster hat {width} x {height} Pixel, und die Seite eines Ausschnitts dieses Encoders hat in Pixeln: {least}.</translation>
    </message>
    <message>
        <source>The raster has {width} x {height} pixels, less than one patch of {patch}.</source>
        <translation>Das Raster hat {width} x {height} Pixel, weniger als ein Patch von {patch}.</translation>
    </message>
    <message>
        <source>The raster is so large that no map of it has pixels of one size.</source>
        <translation>Das Raster ist so groß, dass seine Pixel in keiner Karte alle gleich groß sind.</translation>
    </message>
    <message>
        <source>The raster was changed while it was embedded.</source>
        <translation>Das Raster wurde verändert, während es eingebettet wurde.</translation>
    </message>
    <message>
        <source>The raster&apos;s pixels have no size.</source>
        <translation>Die Pixel des Rasters haben keine Größe.</translation>
    </message>
    <message>
        <source>The raster&apos;s sensor cannot be told from its name or bands.</source>
        <translation>Der Sensor des Rasters ist nicht an Namen oder Kanälen zu erkennen.</translation>
    </message>
    <message>
        <source>The runtime torch has no precision int8.</source>
        <translation>Zum Rechnen mit torch gibt es keine Genauigkeit int8.</translation>
    </message>
    <message>
        <source>The sensor {name} has no bands {unknown} to show as colours.</source>
        <translation>Der Sensor {name} hat diese Kanäle nicht, die als Farben gezeigt werden sollen: {unknown}.</translation>
    </message>
    <message>
        <source>The sensor {name} has the unit {unit}.</source>
        <translation>Der Sensor {name} hat die Einheit {unit}.</translation>
    </message>
    <message>
        <source>The sensor {name} has {names} bands, and {codes} codes of {platform}.</source>
        <translation>Der Sensor {name} hat {names} Kanäle, und für {platform} {codes} Codes.</translation>
    </message>
    <message>
        <source>The sensor {name} needs a gsd above 0 metres, not {gsd}.</source>
        <translation>Der Sensor {name} braucht ein gsd über 0 Metern, nicht {gsd}.</translation>
    </message>
    <message>
        <source>The sensor {name} needs bands with different names, got {names}.</source>
        <translation>Der Sensor {name} braucht Kanäle mit verschiedenen Namen, erhalten: {names}.</translation>
    </message>
    <message>
        <source>The sensor&apos;s description does not fit: {error}.</source>
        <translation>Die Beschreibung des Sensors passt nicht: {error}.</translation>
    </message>
    <message>
        <source>The sensor&apos;s description has no {args}.</source>
        <translation>In der Beschreibung des Sensors fehlt {args}.</translation>
    </message>
    <message>
        <source>The server gives revision {commit} of {repo} for {wanted}.</source>
        <translation>Der Server gibt für {wanted} die Revision {commit} von {repo}.</translation>
    </message>
    <message>
        <source>The size of the pixels on the ground cannot be computed.</source>
        <translation>Die Größe der Pixel am Boden lässt sich nicht berechnen.</translation>
    </message>
    <message>
        <source>The source has changed since the job was planned.</source>
        <translation>Die Quelle hat sich geändert, seit der Auftrag geplant wurde.</translation>
    </message>
    <message>
        <source>The two rasters show no common place.</source>
        <translation>Die beiden Raster zeigen keinen gemeinsamen Ort.</translation>
    </message>
    <message>
        <source>The type or size of the raster&apos;s pixels is not that of {title}.</source>
        <translation>Typ oder Größe der Pixel des Rasters passen nicht zu {title}.</translation>
    </message>
    <message>
        <source>The weights are bfloat16, which no encoder was published in.</source>
        <translation>Die Gewichte sind bfloat16, und so wurde kein Encoder veröffentlicht.</translation>
    </message>
    <message>
        <source>The weights of {title} ({name}) are not here yet.</source>
        <translation>Die Gewichte von {title} ({name}) sind noch nicht hier.</translation>
    </message>
    <message>
        <source>There are classes to leave out, but no mask.</source>
        <translation>Es gibt Klassen, die wegbleiben sollen, aber keine Maske.</translation>
    </message>
    <message>
        <source>There are {bands} bands but {wavelengths} wavelengths.</source>
        <translation>Es gibt {bands} Kanäle, aber {wavelengths} Wellenlängen.</translation>
    </message>
    <message>
        <source>There are {present}.</source>
        <translation>Es gibt {present}.</translation>
    </message>
    <message>
        <source>There are: {join}.</source>
        <translation>Es gibt: {join}.</translation>
    </message>
    <message>
        <source>There is no class {label}.</source>
        <translation>Es gibt keine Klasse {label}.</translation>
    </message>
    <message>
        <source>There is no class {missing}.</source>
        <translation>Es gibt keine Klasse {missing}.</translation>
    </message>
    <message>
        <source>There is no data at {x}, {y}.</source>
        <translation>Bei {x}, {y} gibt es keine Daten.</translation>
    </message>
    <message>
        <source>There is no encoder {name}.</source>
        <translation>Es gibt keinen Encoder {name}.</translation>
    </message>
    <message>
        <source>There is no file {file}.</source>
        <translation>Es gibt keine Datei {file}.</translation>
    </message>
    <message>
        <source>There is no folder {parent}.</source>
        <translation>Es gibt keinen Ordner {parent}.</translation>
    </message>
    <message>
        <source>There is no job in {path}.</source>
        <translation>In {path} gibt es keinen Auftrag.</translation>
    </message>
    <message>
        <source>There is no operation {name}.</source>
        <translation>Es gibt keine Operation {name}.</translation>
    </message>
    <message>
        <source>There is no sensor {name}.</source>
        <translation>Es gibt keinen Sensor {name}.</translation>
    </message>
    <message>
        <source>These embeddings have {dim} dimensions, and so as many components.</source>
        <translation>Diese Embeddings haben {dim} Dimensionen, und damit so viele Komponenten.</translation>
    </message>
    <message>
        <source>They are an object in JSON.</source>
        <translation>Sie sind ein Objekt in JSON.</translation>
    </message>
    <message>
        <source>This is being embedded with the same settings already.</source>
        <translation>Das wird mit denselben Einstellungen schon eingebettet.</translation>
    </message>
    <message>
        <source>This machine&apos;s processor computes 8 bits with codes up to {largest_code}, and that of the plan with codes up to {largest_code2}.</source>
        <translation>Der Prozessor dieses Rechners rechnet 8 Bit mit Codes bis {largest_code}, der des Plans mit Codes bis {largest_code2}.</translation>
    </message>
    <message>
        <source>Tile {stem} was begun on the graphics card and ended on the processor, whose numbers differ.</source>
        <translation>Die Kachel {stem} wurde auf der Grafikkarte begonnen und auf dem Prozessor beendet, dessen Zahlen abweichen.</translation>
    </message>
    <message>
        <source>Tiles are planned on one raster, or on scenes.</source>
        <translation>Kacheln werden auf einem einzelnen Raster geplant, oder auf Szenen.</translation>
    </message>
    <message>
        <source>Try again later: the hub allows more to those who log in.</source>
        <translation>Versuchen Sie es später noch einmal: Der Hub erlaubt denen mehr, die sich anmelden.</translation>
    </message>
    <message>
        <source>Two places are compared.</source>
        <translation>Es werden zwei Orte verglichen.</translation>
    </message>
    <message>
        <source>Unpack it, and choose the folder.</source>
        <translation>Entpacken Sie es, und wählen Sie den Ordner.</translation>
    </message>
    <message>
        <source>Use embeddings of the encoder that the model was fitted with.</source>
        <translation>Verwenden Sie Embeddings des Encoders, mit dem das Modell angepasst wurde.</translation>
    </message>
    <message>
        <source>Use its filters too.</source>
        <translation>Verwenden Sie auch dessen Filter.</translation>
    </message>
    <message>
        <source>Values stored as {dtype} have no scale.</source>
        <translation>Als {dtype} gespeicherte Werte haben keine Skalierung.</translation>
    </message>
    <message>
        <source>Wait for it, or cancel it in the other window.</source>
        <translation>Warten Sie darauf, oder brechen Sie es im anderen Fenster ab.</translation>
    </message>
    <message>
        <source>Wait until that run has ended, or cancel it.</source>
        <translation>Warten Sie, bis jener Lauf beendet ist, oder brechen Sie ihn ab.</translation>
    </message>
    <message>
        <source>Warp it to a coordinate system first (Raster &gt; Projections &gt; Warp), and choose the result.</source>
        <translation>Transformieren Sie es zuerst in ein Koordinatensystem (Raster &gt; Projektionen &gt; Transformieren), und wählen Sie das Ergebnis.</translation>
    </message>
    <message>
        <source>What lies in an archive on a server cannot be read.</source>
        <translation>Was in einem Archiv auf einem Server liegt, lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>What {word} is in {name} cannot be known.</source>
        <translation>Was {word} in {name} ist, lässt sich nicht feststellen.</translation>
    </message>
    <message>
        <source>Where {name} lies is told by its landmask, {stem}.tiff, which is missing.</source>
        <translation>Wo {name} liegt, sagt die Landmaske {stem}.tiff, und die fehlt.</translation>
    </message>
    <message>
        <source>Which column of {name} has the class is not said.</source>
        <translation>Es ist nicht angegeben, welche Spalte von {name} die Klasse enthält.</translation>
    </message>
    <message>
        <source>Write degrees, as -12.75 or 12°45&apos;00&quot;S, latitudes from -90 to 90. Check the coordinate system, and that longitude comes before latitude.</source>
        <translation>Schreiben Sie Grad, wie -12.75 oder 12°45&apos;00&quot;S, Breiten von -90 bis 90. Prüfen Sie das Koordinatensystem, und ob die Länge vor der Breite steht.</translation>
    </message>
    <message>
        <source>Write it as #ee8866.</source>
        <translation>Schreiben Sie es wie #ee8866.</translation>
    </message>
    <message>
        <source>Write it as 2023-07-14.</source>
        <translation>Schreiben Sie es wie 2023-07-14.</translation>
    </message>
    <message>
        <source>Write its number and its name: 3=forest.</source>
        <translation>Schreiben Sie Nummer und Namen: 3=forest.</translation>
    </message>
    <message>
        <source>Write one in a line.</source>
        <translation>Schreiben Sie je Zeile eine.</translation>
    </message>
    <message>
        <source>Write one in each line.</source>
        <translation>Schreiben Sie in jede Zeile eine.</translation>
    </message>
    <message>
        <source>{clusters} classes cannot be made of {distinct} different embeddings.</source>
        <translation>Aus {distinct} verschiedenen Embeddings lassen sich keine {clusters} Klassen bilden.</translation>
    </message>
    <message>
        <source>{clusters} classes cannot be made.</source>
        <translation>Es lassen sich keine {clusters} Klassen bilden.</translation>
    </message>
    <message>
        <source>{encoder} has no checkpoint.</source>
        <translation>{encoder} hat keinen Checkpoint.</translation>
    </message>
    <message>
        <source>{encoder} has no part {name}.</source>
        <translation>{encoder} hat keinen Teil {name}.</translation>
    </message>
    <message>
        <source>{encoder} takes no rasters.</source>
        <translation>{encoder} nimmt keine Raster.</translation>
    </message>
    <message>
        <source>{file} cannot be read from {host}: {failed}.</source>
        <translation>{file} lässt sich nicht von {host} lesen: {failed}.</translation>
    </message>
    <message>
        <source>{file} is no STAC item: it is too large.</source>
        <translation>{file} ist kein STAC-Item: Es ist zu groß.</translation>
    </message>
    <message>
        <source>{file} is not the published file: its sha256 is {digest}….</source>
        <translation>{file} ist nicht die veröffentlichte Datei: Ihr sha256 ist {digest}….</translation>
    </message>
    <message>
        <source>{file} was changed at {host} while it was read.</source>
        <translation>{file} wurde auf {host} verändert, während es gelesen wurde.</translation>
    </message>
    <message>
        <source>{folder} holds another job.</source>
        <translation>{folder} enthält einen anderen Auftrag.</translation>
    </message>
    <message>
        <source>{hint}, then start again: it continues from what is there.</source>
        <translation>{hint}, und starten Sie dann noch einmal: Es geht mit dem weiter, was schon da ist.</translation>
    </message>
    <message>
        <source>{hint}; or say what they are by the scale.</source>
        <translation>{hint}; oder geben Sie mit der Skalierung an, was sie sind.</translation>
    </message>
    <message>
        <source>{hostname} answered with other bytes than those that were asked for.</source>
        <translation>{hostname} hat andere Bytes geliefert als die, nach denen gefragt war.</translation>
    </message>
    <message>
        <source>{host} answered what cannot be understood: {error}.</source>
        <translation>Die Antwort von {host} ist nicht zu verstehen: {error}.</translation>
    </message>
    <message>
        <source>{host} answered {status} for {file}.</source>
        <translation>{host} hat für {file} mit {status} geantwortet.</translation>
    </message>
    <message>
        <source>{host} answered {status} for {name}.</source>
        <translation>{host} hat für {name} mit {status} geantwortet.</translation>
    </message>
    <message>
        <source>{host} answers with one address after the other for {file}.</source>
        <translation>{host} antwortet für {file} mit einer Adresse nach der anderen.</translation>
    </message>
    <message>
        <source>{host} asks to wait {wait_s} seconds before the next request.</source>
        <translation>{host} verlangt, bis zur nächsten Anfrage {wait_s} Sekunden zu warten.</translation>
    </message>
    <message>
        <source>{host} does not prove who it is: {text}.</source>
        <translation>{host} weist sich nicht aus: {text}.</translation>
    </message>
    <message>
        <source>{host} does not say the revision and the size of {name}.</source>
        <translation>{host} nennt Revision und Größe von {name} nicht.</translation>
    </message>
    <message>
        <source>{host} has no {name} in {repo}.</source>
        <translation>{host} hat in {repo} kein {name}.</translation>
    </message>
    <message>
        <source>{host} leads to what is no address of the kind that was given.</source>
        <translation>{host} leitet zu etwas, das keine Adresse der angegebenen Art ist.</translation>
    </message>
    <message>
        <source>{host} sends the download to {hostname} without encryption.</source>
        <translation>{host} leitet den Download ohne Verschlüsselung zu {hostname}.</translation>
    </message>
    <message>
        <source>{host} sends the download to {location}, which is no address.</source>
        <translation>{host} leitet den Download zu {location}, und das ist keine Adresse.</translation>
    </message>
    <message>
        <source>{name} and {other_name} were made with different random filters, so that their numbers mean different things.</source>
        <translation>{name} und {other_name} wurden mit verschiedenen Zufallsfiltern erstellt, deshalb bedeuten ihre Zahlen Verschiedenes.</translation>
    </message>
    <message>
        <source>{name} cannot be opened: {strerror}.</source>
        <translation>{name} lässt sich nicht öffnen: {strerror}.</translation>
    </message>
    <message>
        <source>{name} carries no random filters.</source>
        <translation>{name} enthält keine Zufallsfilter.</translation>
    </message>
    <message>
        <source>{name} does not tell where it lies: neither spatial:transform nor x and y are there.</source>
        <translation>{name} sagt nicht, wo es liegt: Weder spatial:transform noch x und y sind da.</translation>
    </message>
    <message>
        <source>{name} has a directory of over 64 MB.</source>
        <translation>{name} hat ein Verzeichnis von über 64 MB.</translation>
    </message>
    <message>
        <source>{name} has a table of contents of over 64 MB.</source>
        <translation>{name} hat ein Inhaltsverzeichnis von über 64 MB.</translation>
    </message>
    <message>
        <source>{name} has hyper-parameters that are not JSON.</source>
        <translation>{name} hat Hyperparameter, die kein JSON sind.</translation>
    </message>
    <message>
        <source>{name} has no bands.</source>
        <translation>{name} hat keine Kanäle.</translation>
    </message>
    <message>
        <source>{name} has no classes of k-means.</source>
        <translation>{name} hat keine K-Means-Klassen.</translation>
    </message>
    <message>
        <source>{name} has no column {column}.</source>
        <translation>{name} hat keine Spalte {column}.</translation>
    </message>
    <message>
        <source>{name} has no coordinate system.</source>
        <translation>{name} hat kein Koordinatensystem.</translation>
    </message>
    <message>
        <source>{name} has no geometries.</source>
        <translation>{name} hat keine Geometrien.</translation>
    </message>
    <message>
        <source>{name} has no layers.</source>
        <translation>{name} hat keine Layer.</translation>
    </message>
    <message>
        <source>{name} has no parameter {unknown}.</source>
        <translation>{name} hat keinen Parameter {unknown}.</translation>
    </message>
    <message>
        <source>{name} has no places.</source>
        <translation>{name} hat keine Orte.</translation>
    </message>
    <message>
        <source>{name} has no points.</source>
        <translation>{name} hat keine Punkte.</translation>
    </message>
    <message>
        <source>{name} has no polygons.</source>
        <translation>{name} hat keine Polygone.</translation>
    </message>
    <message>
        <source>{name} has no recipe {name2} here.</source>
        <translation>{name} hat hier kein Rezept {name2}.</translation>
    </message>
    <message>
        <source>{name} has no scales beside it, by which TESSERA&apos;s codes become values.</source>
        <translation>Neben {name} fehlen die Skalierungen, mit denen die TESSERA-Codes zu Werten werden.</translation>
    </message>
    <message>
        <source>{name} has no year number {time}.</source>
        <translation>{name} hat kein Jahr mit der Nummer {time}.</translation>
    </message>
    <message>
        <source>{name} has shape {shape}, and {name2} has {shape2}.</source>
        <translation>{name} hat die Form {shape}, und {name2} hat {shape2}.</translation>
    </message>
    <message>
        <source>{name} has {width} x {height} pixels, and {name2} {width2} x {height2}.</source>
        <translation>{name} hat {width} x {height} Pixel, und {name2} hat {width2} x {height2}.</translation>
    </message>
    <message>
        <source>{name} holds codes, and {name2}, their scales, is missing.</source>
        <translation>{name} enthält Codes, und {name2} mit ihren Skalierungen fehlt.</translation>
    </message>
    <message>
        <source>{name} holds curves or a damaged geometry.</source>
        <translation>{name} enthält Kurven oder eine beschädigte Geometrie.</translation>
    </message>
    <message>
        <source>{name} holds embeddings in several zones: {names}.</source>
        <translation>{name} enthält Embeddings in mehreren Zonen: {names}.</translation>
    </message>
    <message>
        <source>{name} holds no bands of Sentinel-2 or Landsat that Landprint knows.</source>
        <translation>{name} enthält keine Kanäle von Sentinel-2 oder Landsat, die Landprint kennt.</translation>
    </message>
    <message>
        <source>{name} holds no codes of AlphaEarth&apos;s: these are signed.</source>
        <translation>{name} enthält keine AlphaEarth-Codes: Diese haben Vorzeichen.</translation>
    </message>
    <message>
        <source>{name} holds no point.</source>
        <translation>{name} enthält keinen Punkt.</translation>
    </message>
    <message>
        <source>{name} holds no weights.</source>
        <translation>{name} enthält keine Gewichte.</translation>
    </message>
    <message>
        <source>{name} holds the scales of embeddings.</source>
        <translation>{name} enthält die Skalierungen von Embeddings.</translation>
    </message>
    <message>
        <source>{name} holds {scenes} scenes.</source>
        <translation>{name} enthält {scenes} Szenen.</translation>
    </message>
    <message>
        <source>{name} holds {subdatasets} rasters in one file.</source>
        <translation>{name} enthält {subdatasets} Raster in einer Datei.</translation>
    </message>
    <message>
        <source>{name} is a Git LFS pointer, a few lines that stand for a file of weights, and not the file itself.</source>
        <translation>{name} ist ein Git-LFS-Zeiger, ein paar Zeilen, die für eine Datei mit Gewichten stehen, und nicht die Datei selbst.</translation>
    </message>
    <message>
        <source>{name} is a web page, saved in place of a file of weights.</source>
        <translation>{name} ist eine Webseite, die statt einer Datei mit Gewichten gespeichert wurde.</translation>
    </message>
    <message>
        <source>{name} is a zip, but not one that torch wrote.</source>
        <translation>{name} ist ein zip, aber keines, das torch geschrieben hat.</translation>
    </message>
    <message>
        <source>{name} is an array of shape {shape}: embeddings have rows, columns and dimensions.</source>
        <translation>{name} ist ein Array der Form {shape}: Embeddings haben Zeilen, Spalten und Dimensionen.</translation>
    </message>
    <message>
        <source>{name} is compressed as a whole, so that nothing in it can be read where it lies.</source>
        <translation>{name} ist als Ganzes komprimiert, deshalb lässt sich nichts darin lesen, ohne es zu entpacken.</translation>
    </message>
    <message>
        <source>{name} is damaged or cut off: {error}.</source>
        <translation>{name} ist beschädigt oder abgeschnitten: {error}.</translation>
    </message>
    <message>
        <source>{name} is damaged: it ends too early.</source>
        <translation>{name} ist beschädigt: Es endet zu früh.</translation>
    </message>
    <message>
        <source>{name} is damaged: its parts overlap.</source>
        <translation>{name} ist beschädigt: Die Teile überlappen sich.</translation>
    </message>
    <message>
        <source>{name} is no GeoTIFF and no JPEG 2000, which can be read by parts over the network.</source>
        <translation>{name} ist weder ein GeoTIFF noch ein JPEG 2000; nur diese lassen sich stückweise über das Netz lesen.</translation>
    </message>
    <message>
        <source>{name} is no STAC item.</source>
        <translation>{name} ist kein STAC-Item.</translation>
    </message>
    <message>
        <source>{name} is no array of Zarr that can be read: {error}.</source>
        <translation>{name} ist kein lesbares Zarr-Array: {error}.</translation>
    </message>
    <message>
        <source>{name} is no array of numbers that can be read.</source>
        <translation>{name} ist kein lesbares Array von Zahlen.</translation>
    </message>
    <message>
        <source>{name} is no embedding raster of Landprint&apos;s.</source>
        <translation>{name} ist kein Embedding-Raster von Landprint.</translation>
    </message>
    <message>
        <source>{name} is no encoder of places.</source>
        <translation>{name} ist kein Encoder von Orten.</translation>
    </message>
    <message>
        <source>{name} is no list of scenes in UTF-8.</source>
        <translation>{name} ist keine Liste von Szenen in UTF-8.</translation>
    </message>
    <message>
        <source>{name} is no raster of classes.</source>
        <translation>{name} ist kein Raster von Klassen.</translation>
    </message>
    <message>
        <source>{name} is not a GeoParquet file.</source>
        <translation>{name} ist keine GeoParquet-Datei.</translation>
    </message>
    <message>
        <source>{name} is not a file of weights that Landprint can read, or is cut off.</source>
        <translation>{name} ist keine Datei mit Gewichten, die Landprint lesen kann, oder ist abgeschnitten.</translation>
    </message>
    <message>
        <source>{name} is not a model of an attribute.</source>
        <translation>{name} ist kein Modell eines Attributs.</translation>
    </message>
    <message>
        <source>{name} is not a model of classes, or it is damaged.</source>
        <translation>{name} ist kein Modell von Klassen, oder es ist beschädigt.</translation>
    </message>
    <message>
        <source>{name} is not a raster that can be read.</source>
        <translation>{name} ist kein lesbares Raster.</translation>
    </message>
    <message>
        <source>{name} is not a table of places.</source>
        <translation>{name} ist keine Tabelle von Orten.</translation>
    </message>
    <message>
        <source>{name} is of {first}, and {other_name} of {second}: they cannot be compared.</source>
        <translation>{name} ({first}) und {other_name} ({second}) lassen sich nicht vergleichen.</translation>
    </message>
    <message>
        <source>{name} is of {made}, and this raster of {encoder}, {dim} dimensions: they share no scale.</source>
        <translation>{name} ({made}) und dieses Raster ({encoder}, {dim} Dimensionen) haben keine gemeinsame Skalierung.</translation>
    </message>
    <message>
        <source>{name} is open in another program.</source>
        <translation>{name} ist in einem anderen Programm geöffnet.</translation>
    </message>
    <message>
        <source>{name} is protected by a password.</source>
        <translation>{name} ist mit einem Passwort geschützt.</translation>
    </message>
    <message>
        <source>{name} is stored as {pop}, which has no scale.</source>
        <translation>{name} ist als {pop} gespeichert und hat deshalb keine Skalierung.</translation>
    </message>
    <message>
        <source>{name} is there already, and is no STAC item of embeddings.</source>
        <translation>{name} ist schon da und ist kein STAC-Item von Embeddings.</translation>
    </message>
    <message>
        <source>{name} keeps its geometries as {encoding}.</source>
        <translation>{name} speichert die Geometrien als {encoding}.</translation>
    </message>
    <message>
        <source>{name} lies on another grid and has no coordinate system.</source>
        <translation>{name} liegt auf einem anderen Gitter und hat kein Koordinatensystem.</translation>
    </message>
    <message>
        <source>{name} names its coordinate system in another encoding than UTF-8.</source>
        <translation>{name} nennt sein Koordinatensystem in einer anderen Kodierung als UTF-8.</translation>
    </message>
    <message>
        <source>{name} names no file.</source>
        <translation>{name} nennt keine Datei.</translation>
    </message>
    <message>
        <source>{name} needs a name and a colour, got {pair}.</source>
        <translation>{name} braucht einen Namen und eine Farbe, erhalten: {pair}.</translation>
    </message>
    <message>
        <source>{name} needs examples with a class and a place, got {item}.</source>
        <translation>{name} braucht Beispiele mit Klasse und Ort, erhalten: {item}.</translation>
    </message>
    <message>
        <source>{name} needs parameters with their names, got {params}.</source>
        <translation>{name} braucht Parameter mit ihren Namen, erhalten: {params}.</translation>
    </message>
    <message>
        <source>{name} was changed at {host} while it was read.</source>
        <translation>{name} wurde auf {host} verändert, während es gelesen wurde.</translation>
    </message>
    <message>
        <source>{name} was changed meanwhile.</source>
        <translation>{name} wurde inzwischen verändert.</translation>
    </message>
    <message>
        <source>{name} was made with other random filters, so that its numbers mean something else.</source>
        <translation>{name} wurde mit anderen Zufallsfiltern erstellt, deshalb bedeuten die Zahlen etwas anderes.</translation>
    </message>
    <message>
        <source>{name} was written on a big-endian machine.</source>
        <translation>{name} wurde auf einem Big-Endian-Rechner geschrieben.</translation>
    </message>
    <message>
        <source>{numbers} bands of the raster were chosen for {names} of {title}.</source>
        <translation>Für {names} Kanäle von {title} wurden {numbers} Kanäle des Rasters gewählt.</translation>
    </message>
    <message>
        <source>{path} cannot be read: {strerror}.</source>
        <translation>{path} lässt sich nicht lesen: {strerror}.</translation>
    </message>
    <message>
        <source>{path} is a folder.</source>
        <translation>{path} ist ein Ordner.</translation>
    </message>
    <message>
        <source>{path} is no file that could be written anew.</source>
        <translation>{path} ist keine Datei, die neu geschrieben werden könnte.</translation>
    </message>
    <message>
        <source>{path} is no file.</source>
        <translation>{path} ist keine Datei.</translation>
    </message>
    <message>
        <source>{path} is not here.</source>
        <translation>{path} ist nicht hier.</translation>
    </message>
    <message>
        <source>{said} is no date.</source>
        <translation>{said} ist kein Datum.</translation>
    </message>
    <message>
        <source>{server} sends whole files only, and Landprint needs a part of {name}.</source>
        <translation>{server} sendet nur ganze Dateien, und Landprint braucht einen Teil von {name}.</translation>
    </message>
    <message>
        <source>{text} is no date.</source>
        <translation>{text} ist kein Datum.</translation>
    </message>
    <message>
        <source>{text} names no class.</source>
        <translation>{text} nennt keine Klasse.</translation>
    </message>
    <message>
        <source>{title} cannot pool by {pool}.</source>
        <translation>{title} kann Patches nicht mit {pool} zusammenfassen.</translation>
    </message>
    <message>
        <source>{title} cannot take patches of {patch} pixels.</source>
        <translation>{title} kann keine Patches von {patch} Pixeln nehmen.</translation>
    </message>
    <message>
        <source>{title} has no band {name}.</source>
        <translation>{title} hat keinen Kanal {name}.</translation>
    </message>
    <message>
        <source>{title} has no embedding of a whole chip.</source>
        <translation>{title} hat kein Embedding eines ganzen Ausschnitts.</translation>
    </message>
    <message>
        <source>{title} has no scale {name}.</source>
        <translation>{title} hat keine Skalierung {name}.</translation>
    </message>
    <message>
        <source>{title} has no {word}.</source>
        <translation>{title} hat kein {word}.</translation>
    </message>
    <message>
        <source>{title} is being downloaded or imported already.</source>
        <translation>{title} wird schon heruntergeladen oder importiert.</translation>
    </message>
    <message>
        <source>{title} is not known to have Sentinel-2&apos;s bands {missing}.</source>
        <translation>In {title} sind die Sentinel-2-Kanäle {missing} nicht zu erkennen.</translation>
    </message>
    <message>
        <source>“{wrong}” is no geometry.</source>
        <translation>„{wrong}“ ist keine Geometrie.</translation>
    </message>
    <message>
        <source>Choose another cache folder.</source>
        <translation>Wählen Sie einen anderen Cache-Ordner.</translation>
    </message>
    <message>
        <source>Free some space and run it again.</source>
        <translation>Schaffen Sie Platz und starten Sie es noch einmal.</translation>
    </message>
    <message>
        <source>It is not the hub, nor a full mirror of it.</source>
        <translation>Es ist nicht der Hub und auch kein vollständiger Spiegel von ihm.</translation>
    </message>
    <message>
        <source>The cache folder is {home}, and there is no such user.</source>
        <translation>Der Cache-Ordner ist {home}, und diesen Benutzer gibt es nicht.</translation>
    </message>
    <message>
        <source>The mirror of the hub is {address}, which is no address.</source>
        <translation>Der Spiegel des Hubs ist {address}; das ist keine Adresse.</translation>
    </message>
    <message>
        <source>Use another mirror, or get the file another way and import it.</source>
        <translation>Verwenden Sie einen anderen Spiegel, oder besorgen Sie die Datei anders und importieren Sie sie.</translation>
    </message>
    <message>
        <source>Free some space, or choose another cache folder, and start again: it continues where it stopped.</source>
        <translation>Schaffen Sie Platz oder wählen Sie einen anderen Cache-Ordner und starten Sie noch einmal: Es geht weiter, wo es aufgehört hat.</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Classes to merge</source>
        <translation>Klassen, die zusammengefasst werden</translation>
    </message>
    <message>
        <source>Finds the patches that are most typical of each class, not close to each other: places to look at in the image to learn what a class is.</source>
        <translation>Findet die Patches, die für jede Klasse am typischsten sind und nicht nahe beieinander liegen: Orte, an denen man im Bild nachsehen kann, was eine Klasse ist.</translation>
    </message>
    <message>
        <source>How many of each class at most.</source>
        <translation>Wie viele höchstens von jeder Klasse.</translation>
    </message>
    <message>
        <source>Joins several classes of a raster to one. Other than a reclassification, it keeps names, colours and what k-means knows of the classes, so that “Apply k-means classes” takes the result.</source>
        <translation>Fasst mehrere Klassen eines Rasters zu einer zusammen. Anders als beim Reklassifizieren bleiben Namen, Farben und was K-Means von den Klassen weiß erhalten, sodass „K-Means-Klassen anwenden“ das Ergebnis nimmt.</translation>
    </message>
    <message>
        <source>Merge classes</source>
        <translation>Klassen zusammenfassen</translation>
    </message>
    <message>
        <source>Number of patches</source>
        <translation>Anzahl der Patches</translation>
    </message>
    <message>
        <source>Points with the columns class, name, rank and similarity, most typical first.</source>
        <translation>Punkte mit den Spalten class, name, rank und similarity, die typischsten zuerst.</translation>
    </message>
    <message>
        <source>The classes of these embeddings, as “K-means classes” makes them: with the same pixels.</source>
        <translation>Die Klassen dieser Embeddings, wie „K-Means-Klassen“ sie erstellt: mit denselben Pixeln.</translation>
    </message>
    <message>
        <source>The number of one class. All classes when it is left empty.</source>
        <translation>Die Nummer einer Klasse. Alle Klassen, wenn das Feld leer bleibt.</translation>
    </message>
    <message>
        <source>Their numbers with commas between, like “3,5”. The first one gives number, name and colour.</source>
        <translation>Ihre Nummern mit Kommas dazwischen, wie „3,5“. Die erste gibt Nummer, Name und Farbe.</translation>
    </message>
    <message>
        <source>Typical patches</source>
        <translation>Typische Patches</translation>
    </message>
    <message>
        <source>Typical patches of classes</source>
        <translation>Typische Patches der Klassen</translation>
    </message>
    <message numerus="yes">
        <source>{n} typical patches.</source>
        <translation>
            <numerusform>{n} typischer Patch.</numerusform>
            <numerusform>{n} typische Patches.</numerusform>
        </translation>
    </message>
    <message>
        <source>“{text}” are no numbers.</source>
        <translation>„{text}“ sind keine Zahlen.</translation>
    </message>
    <message>
        <source>A header that is given for {hostname} cannot be sent.</source>
        <translation>Ein Header, der für {hostname} angegeben ist, kann nicht gesendet werden.</translation>
    </message>
    <message>
        <source>Check its name, and its value, which has neither line ends nor spaces around it.</source>
        <translation>Prüfen Sie seinen Namen und seinen Wert, der weder Zeilenenden noch Leerzeichen am Rand hat.</translation>
    </message>
    <message>
        <source>Landprint takes logins of user and password, of headers and of tokens. Check the login in QGIS under Settings &gt; Options &gt; Authentication; or export the part that you need as a GeoTIFF.</source>
        <translation>Landprint nimmt Anmeldungen mit Benutzer und Passwort, mit Headern und mit Token. Prüfen Sie die Anmeldung in QGIS unter Einstellungen &gt; Optionen &gt; Authentifizierung; oder exportieren Sie den benötigten Teil als GeoTIFF.</translation>
    </message>
    <message>
        <source>“{layer}” wants a login that QGIS keeps, and Landprint cannot use it.</source>
        <translation>„{layer}“ verlangt eine in QGIS gespeicherte Anmeldung, die Landprint nicht verwenden kann.</translation>
    </message>
    <message>
        <source>Give the proxy&apos;s address with both in it.</source>
        <translation>Geben Sie die Adresse des Proxys mit beidem darin an.</translation>
    </message>
    <message>
        <source>Where the server or a proxy has a certificate of its own, it must be known to this computer.</source>
        <translation>Wo der Server oder ein Proxy ein eigenes Zertifikat hat, muss es auf diesem Computer bekannt sein.</translation>
    </message>
    <message>
        <source>{name} · principal components</source>
        <translation>{name} · Hauptkomponenten</translation>
    </message>
    <message>
        <source>“{name}” is switched off, and its principal components are shown, in the layer under it.</source>
        <translation>„{name}“ ist ausgeschaltet, und seine Hauptkomponenten werden gezeigt, im Layer darunter.</translation>
    </message>
    <message>
        <source>Delete {revisions} to take the present one.</source>
        <translation>Löschen Sie {revisions}, um die jetzige zu nehmen.</translation>
    </message>
    <message>
        <source>Switch them on where this was set, or import a file of weights.</source>
        <translation>Schalten Sie es dort ein, wo dies eingestellt wurde, oder importieren Sie eine Datei mit Gewichten.</translation>
    </message>
    <message>
        <source>Try another server, or import a file of weights.</source>
        <translation>Versuchen Sie einen anderen Server, oder importieren Sie eine Datei mit Gewichten.</translation>
    </message>
    <message>
        <source>The finest from two pixels up that takes no longer than the time in Landprint&apos;s options</source>
        <translation>Die feinste ab zwei Pixeln, die nicht länger dauert als die Zeit in den Optionen von Landprint</translation>
    </message>
    <message>
        <source>Copy them again, and start anew.</source>
        <translation>Kopieren Sie sie noch einmal und beginnen Sie von vorn.</translation>
    </message>
    <message>
        <source>See the logs of the workers. More memory for each, or fewer threads, may help.</source>
        <translation>Die Protokolle der Worker sagen mehr. Mehr Speicher für jeden oder weniger Threads können helfen.</translation>
    </message>
    <message>
        <source>The embeddings are not the same on all machines.</source>
        <translation>Die Embeddings sind nicht auf allen Rechnern dieselben.</translation>
    </message>
    <message>
        <source>The workers could not read the embeddings: {name__}.</source>
        <translation>Die Worker konnten die Embeddings nicht lesen: {name__}.</translation>
    </message>
    <message>
        <source>The workers of a cluster need Dask, which is not in the engine&apos;s environment.</source>
        <translation>Die Worker eines Clusters brauchen Dask, und das fehlt in der Umgebung der Engine.</translation>
    </message>
    <message>
        <source>{name} and {other_name} were made with different weights of {encoder}.</source>
        <translation>{name} und {other_name} wurden mit verschiedenen Gewichten von {encoder} erstellt.</translation>
    </message>
    <message>
        <source>Give the address of its group that has both.</source>
        <translation>Geben Sie die Adresse der Gruppe darin an, die beides hat.</translation>
    </message>
    <message>
        <source>No embeddings with scales are in {folder}, as far as its metadata say.</source>
        <translation>In {folder} sind keine Embeddings mit Skalen, soweit die Metadaten es sagen.</translation>
    </message>
    <message>
        <source>There is no Zarr store at {folder}.</source>
        <translation>Unter {folder} ist kein Zarr-Speicher.</translation>
    </message>
    <message>
        <source>{name} has no file {path}.</source>
        <translation>{name} hat keine Datei {path}.</translation>
    </message>
    <message>
        <source>The class map comes while the image is embedded, outward from the example.</source>
        <translation>Die Klassenkarte kommt, während das Bild eingebettet wird, vom Beispiel aus nach außen.</translation>
    </message>
    <message>
        <source>This image is not embedded yet: the next example embeds it, outward from there.</source>
        <translation>Dieses Bild ist noch nicht eingebettet: Das nächste Beispiel bettet es ein, von dort aus nach außen.</translation>
    </message>
    <message>
        <source>Of points at an address, only GeoParquet is read.</source>
        <translation>Von Punkten unter einer Adresse wird nur GeoParquet gelesen.</translation>
    </message>
    <message>
        <source>what was sent is no picture</source>
        <translation>was gesendet wurde, ist kein Bild</translation>
    </message>
    <message>
        <source>{path} cannot be read.</source>
        <translation>{path} kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>Choose a Sentinel-2 .SAFE folder or its zip, a Landsat folder or tar, or a STAC item.</source>
        <translation>Wählen Sie einen .SAFE-Ordner von Sentinel-2 oder dessen ZIP, einen Landsat-Ordner oder dessen TAR, oder ein STAC-Item.</translation>
    </message>
    <message>
        <source>Give the item to Embed raster in the toolbox, or download its bands.</source>
        <translation>Geben Sie das Item dem Werkzeug „Raster einbetten“, oder laden Sie seine Bänder herunter.</translation>
    </message>
    <message>
        <source>Open a scene: a zip, a tar, its metadata, or a STAC item</source>
        <translation>Szene öffnen: ein ZIP, ein TAR, ihre Metadaten oder ein STAC-Item</translation>
    </message>
    <message>
        <source>Scenes (*.zip *.tar *.tar.gz *.tgz MTD_MSI*.xml *_MTL.txt *_MTL.xml *.json *.geojson)</source>
        <translation>Szenen (*.zip *.tar *.tar.gz *.tgz MTD_MSI*.xml *_MTL.txt *_MTL.xml *.json *.geojson)</translation>
    </message>
    <message>
        <source>The bands of this STAC item are at signed addresses, which a layer would keep in a file.</source>
        <translation>Die Bänder dieses STAC-Items liegen an signierten Adressen, die ein Layer in einer Datei festhalten würde.</translation>
    </message>
    <message>
        <source>Hectares</source>
        <translation>Hektar</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>class {label}</source>
        <translation>Klasse {label}</translation>
    </message>
    <message numerus="yes">
        <source>{n} bands</source>
        <translation>
            <numerusform>{n} Kanal</numerusform>
            <numerusform>{n} Kanäle</numerusform>
        </translation>
    </message>
    <message>
        <source>An offset of 1,000 is taken off: the darkest of the sample is {least}; nothing but the pixels tells, so say it by the scale if you know.</source>
        <translation>Ein Versatz von 1.000 wird abgezogen: Der dunkelste Wert der Stichprobe ist {least}. Darauf deuten nur die Pixel; wenn Sie es wissen, wählen Sie die Skalierung.</translation>
    </message>
    <message>
        <source>Bands that are not used: {names}, and {others} others.</source>
        <translation>Nicht verwendete Kanäle: {names} und {others} weitere.</translation>
    </message>
    <message>
        <source>Bands that are not used: {names}.</source>
        <translation>Nicht verwendete Kanäle: {names}.</translation>
    </message>
    <message>
        <source>{title}: {found} of {total} bands by colours.</source>
        <translation>{title}: {found} von {total} Kanälen, an den Farben erkannt.</translation>
    </message>
    <message>
        <source>{title}: {found} of {total} bands by names.</source>
        <translation>{title}: {found} von {total} Kanälen, an den Namen erkannt.</translation>
    </message>
    <message>
        <source>{title}: {found} of {total} bands by the product&apos;s order.</source>
        <translation>{title}: {found} von {total} Kanälen, nach der Reihenfolge des Produkts.</translation>
    </message>
    <message>
        <source>{title}: {found} of {total} bands by wavelengths.</source>
        <translation>{title}: {found} von {total} Kanälen, an den Wellenlängen erkannt.</translation>
    </message>
    <message>
        <source>{title}: {found} of {total} bands by your choice.</source>
        <translation>{title}: {found} von {total} Kanälen, von Ihnen gewählt.</translation>
    </message>
    <message>
        <source>It is in {folder}.</source>
        <translation>Die Datei liegt in {folder}.</translation>
    </message>
    <message>
        <source>“{file}” was done after its project was closed, and is no layer of this one.</source>
        <translation>„{file}“ wurde erst fertig, als das zugehörige Projekt schon geschlossen war, und ist kein Layer dieses Projekts.</translation>
    </message>
    <message>
        <source>Numbers of the embedding</source>
        <translation>Zahlen des Embeddings</translation>
    </message>
    <message>
        <source>The part to import. All of it when it is left empty.</source>
        <translation>Der Teil, der importiert wird. Alles, wenn nichts angegeben ist.</translation>
    </message>
    <message>
        <source>“Import embeddings” in the toolbox makes an embedding raster of embeddings in .npy files and Zarr stores.</source>
        <translation>„Embeddings importieren“ in der Werkzeugkiste macht aus Embeddings in .npy-Dateien und Zarr-Speichern ein Embedding-Raster.</translation>
    </message>
</context>
</TS>
