<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>Landprint</name>
    <message>
        <source>Landprint: what else looks like this place?</source>
        <translation>Landprint : quoi d’autre ressemble à ce lieu ?</translation>
    </message>
    <message>
        <source> of {cores}</source>
        <translation> sur {cores}</translation>
    </message>
    <message>
        <source> or </source>
        <translation> ou </translation>
    </message>
    <message>
        <source>&amp;Add band</source>
        <translation>&amp;Ajouter une bande</translation>
    </message>
    <message>
        <source>&amp;AlphaEarth&apos;s codes</source>
        <translation>Codes d’&amp;AlphaEarth</translation>
    </message>
    <message>
        <source>&amp;Back to Landprint&apos;s own</source>
        <translation>Re&amp;venir à celui de Landprint</translation>
    </message>
    <message>
        <source>&amp;Cache folder</source>
        <translation>Dossier du &amp;cache</translation>
    </message>
    <message>
        <source>&amp;Computer</source>
        <translation>&amp;Ordinateur</translation>
    </message>
    <message>
        <source>&amp;Copy report</source>
        <translation>&amp;Copier le rapport</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation>Périphéri&amp;que</translation>
    </message>
    <message>
        <source>&amp;Download…</source>
        <translation>&amp;Télécharger…</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>&amp;Modifier…</translation>
    </message>
    <message>
        <source>&amp;Engine</source>
        <translation>&amp;Moteur</translation>
    </message>
    <message>
        <source>&amp;Look again</source>
        <translation>&amp;Vérifier à nouveau</translation>
    </message>
    <message>
        <source>&amp;Memory</source>
        <translation>&amp;Mémoire</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nom</translation>
    </message>
    <message>
        <source>&amp;Open folder</source>
        <translation>&amp;Ouvrir le dossier</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>&amp;Ouvrir…</translation>
    </message>
    <message>
        <source>&amp;Pixel size (m)</source>
        <translation>Taille de &amp;pixel (m)</translation>
    </message>
    <message>
        <source>&amp;Plain numbers</source>
        <translation>Nombres &amp;simples</translation>
    </message>
    <message>
        <source>&amp;Recognise again</source>
        <translation>&amp;Reconnaître à nouveau</translation>
    </message>
    <message>
        <source>&amp;Remove band</source>
        <translation>&amp;Supprimer la bande</translation>
    </message>
    <message>
        <source>&amp;Remove…</source>
        <translation>&amp;Supprimer…</translation>
    </message>
    <message>
        <source>&amp;Scale</source>
        <translation>É&amp;chelle</translation>
    </message>
    <message>
        <source>&amp;Sensor</source>
        <translation>&amp;Capteur</translation>
    </message>
    <message>
        <source>&amp;TESSERA&apos;s codes with their scales</source>
        <translation>Codes de &amp;TESSERA avec leurs échelles</translation>
    </message>
    <message>
        <source>&amp;Threads</source>
        <translation>&amp;Fils d’exécution</translation>
    </message>
    <message>
        <source>({least} to {most} in {folds} parts)</source>
        <translation>({least} à {most} sur {folds} parties)</translation>
    </message>
    <message>
        <source>, about {time} left</source>
        <translation>, encore environ {time}</translation>
    </message>
    <message>
        <source>, {time} left</source>
        <translation>, encore {time}</translation>
    </message>
    <message>
        <source>8 bits where hardly anything is lost</source>
        <translation>8 bits là où presque rien n’est perdu</translation>
    </message>
    <message>
        <source>A .ckpt or .safetensors file of the encoder&apos;s weights, to use instead of the downloaded ones.</source>
        <translation>Un fichier .ckpt ou .safetensors des poids de l’encodeur, à utiliser à la place de ceux téléchargés.</translation>
    </message>
    <message>
        <source>A .ckpt, .pt or .safetensors file of the encoder&apos;s weights, to use instead of the downloaded ones.</source>
        <translation>Un fichier .ckpt, .pt ou .safetensors des poids de l’encodeur, à utiliser à la place de ceux téléchargés.</translation>
    </message>
    <message>
        <source>A .ckpt, .pt or .safetensors file, as it was published.</source>
        <translation>Un fichier .ckpt, .pt ou .safetensors, tel qu’il a été publié.</translation>
    </message>
    <message>
        <source>A GeoPackage (.gpkg, one column a dimension) or a GeoParquet file (.parquet, one column for the embedding).</source>
        <translation>Un GeoPackage (.gpkg, une colonne par dimension) ou un fichier GeoParquet (.parquet, une colonne pour l’embedding).</translation>
    </message>
    <message>
        <source>A GeoTIFF in degrees with one band for each dimension.</source>
        <translation>Un GeoTIFF en degrés avec une bande par dimension.</translation>
    </message>
    <message>
        <source>A GeoTIFF with one band for each dimension.</source>
        <translation>Un GeoTIFF avec une bande par dimension.</translation>
    </message>
    <message>
        <source>A GeoTIFF with one band: the similarity, between -1 and 1.</source>
        <translation>Un GeoTIFF à une bande : la similarité, entre -1 et 1.</translation>
    </message>
    <message>
        <source>A GeoTIFF with the number of the class, and 0 where there are no data.</source>
        <translation>Un GeoTIFF avec le numéro de la classe, et 0 là où il n’y a pas de données.</translation>
    </message>
    <message>
        <source>A GeoTIFF: the predicted number, or the number of the class.</source>
        <translation>Un GeoTIFF : le nombre prédit, ou le numéro de la classe.</translation>
    </message>
    <message>
        <source>A GeoTIFF: the similarity of place and image, between -1 and 1.</source>
        <translation>Un GeoTIFF : la similarité du lieu et de l’image, entre -1 et 1.</translation>
    </message>
    <message>
        <source>A copy of “{layer}” could not be written: {problem}</source>
        <translation>Impossible d’écrire une copie de « {layer} » : {problem}</translation>
    </message>
    <message>
        <source>A file that describes another sensor: name, gsd, and for each band its name, wavelength in micrometres, mean and std. It counts instead of the choice above.</source>
        <translation>Un fichier qui décrit un autre capteur : name, gsd et, pour chaque bande, name, wavelength en micromètres, mean et std. Il remplace le choix ci-dessus.</translation>
    </message>
    <message>
        <source>A file to check instead of the weights that are kept.</source>
        <translation>Un fichier à vérifier à la place des poids conservés.</translation>
    </message>
    <message>
        <source>A file to set up a computer without a network by</source>
        <translation>Un fichier pour installer un ordinateur sans réseau</translation>
    </message>
    <message>
        <source>A kit is one file with all that the engine needs. On a computer without a network, choose it there by “Install from a kit…”.</source>
        <translation>Un kit est un fichier qui contient tout ce dont le moteur a besoin. Sur un ordinateur sans réseau, choisissez-le par « Installer depuis un kit… ».</translation>
    </message>
    <message>
        <source>A large model for many sensors: Sentinel-2 and -1, Landsat, NAIP, LINZ, MODIS, or your own. Sees 256 pixels at once. Several seconds a chip without a graphics card.</source>
        <translation>Un grand modèle pour de nombreux capteurs : Sentinel-2 et -1, Landsat, NAIP, LINZ, MODIS ou le vôtre. Voit 256 pixels à la fois. Plusieurs secondes par vignette sans carte graphique.</translation>
    </message>
    <message>
        <source>A layer of points in any CRS and format, also one in memory or a selection; or a table with columns lon and lat or with WKT.</source>
        <translation>Une couche de points dans n’importe quel SCR et format, même en mémoire ou une sélection ; ou une table avec les colonnes lon et lat ou avec du WKT.</translation>
    </message>
    <message>
        <source>A number or a category; “auto” tells by the type of the column.</source>
        <translation>Un nombre ou une catégorie ; « auto » le déduit du type de la colonne.</translation>
    </message>
    <message>
        <source>A point has no coordinates in its layer&apos;s CRS.</source>
        <translation>Un point n’a pas de coordonnées dans le SCR de sa couche.</translation>
    </message>
    <message>
        <source>A process that gets no further for so long is ended, and its tile given to another one.</source>
        <translation>Un processus qui n’avance plus pendant ce temps est arrêté, et sa tuile est confiée à un autre.</translation>
    </message>
    <message>
        <source>A raster in a file, with one band or more, or a Sentinel-2 .SAFE folder or zip or a Landsat folder or tar. It is read piece by piece, whatever its size. Of a web layer, or one that QGIS computes, the extent is written into a temporary file first.</source>
        <translation>Un raster dans un fichier, à une ou plusieurs bandes, ou un dossier .SAFE ou un zip de Sentinel-2, ou un dossier ou un tar de Landsat. Il est lu par morceaux, quelle que soit sa taille. Pour une couche web, ou calculée par QGIS, l’emprise est d’abord écrite dans un fichier temporaire.</translation>
    </message>
    <message>
        <source>A raster of AlphaEarth&apos;s or TESSERA&apos;s, a .npy of TESSERA&apos;s with _scales.npy and landmask beside it, or the folder of its Zarr store.</source>
        <translation>Un raster d’AlphaEarth ou de TESSERA, un .npy de TESSERA avec _scales.npy et le masque des terres à côté, ou le dossier de son entrepôt Zarr.</translation>
    </message>
    <message>
        <source>A sensor needs a band.</source>
        <translation>Un capteur a besoin d’une bande.</translation>
    </message>
    <message>
        <source>A small JSON file of plain numbers: a linear model of the embeddings.</source>
        <translation>Un petit fichier JSON de nombres simples : un modèle linéaire des embeddings.</translation>
    </message>
    <message>
        <source>A virus scanner may be reading it: wait a minute and press the button again. If it stays, exclude the folder from the scan, and close other windows of QGIS.</source>
        <translation>Un antivirus est peut-être en train de le lire : attendez une minute et appuyez à nouveau sur le bouton. Si cela persiste, excluez le dossier de l’analyse et fermez les autres fenêtres de QGIS.</translation>
    </message>
    <message>
        <source>Add band</source>
        <translation>Ajouter une bande</translation>
    </message>
    <message>
        <source>All points with their similarity</source>
        <translation>Tous les points avec leur similarité</translation>
    </message>
    <message>
        <source>An embedding raster: made by “Embed raster”, or any raster whose bands are an embedding&apos;s dimensions.</source>
        <translation>Un raster d’embeddings : créé par « Encoder un raster », ou tout raster dont les bandes sont les dimensions d’un embedding.</translation>
    </message>
    <message>
        <source>An environment of your own, kits, what is wrong</source>
        <translation>Un environnement à vous, les kits, ce qui ne va pas</translation>
    </message>
    <message>
        <source>An offset needs a scale.</source>
        <translation>Un décalage a besoin d’une échelle.</translation>
    </message>
    <message>
        <source>Analysis</source>
        <translation>Analyse</translation>
    </message>
    <message>
        <source>Another place: the similarity of both is then an output, from -1 to 1, as on a similarity map.</source>
        <translation>Un autre lieu : la similarité des deux est alors une sortie, de -1 à 1, comme sur une carte de similarité.</translation>
    </message>
    <message>
        <source>Another program holds {name}.</source>
        <translation>Un autre programme retient {name}.</translation>
    </message>
    <message>
        <source>Another window of QGIS is setting up the engine</source>
        <translation>Une autre fenêtre de QGIS installe le moteur</translation>
    </message>
    <message>
        <source>Any computer</source>
        <translation>Sans GPU</translation>
    </message>
    <message>
        <source>Anywhere on Earth</source>
        <translation>N’importe où sur Terre</translation>
    </message>
    <message>
        <source>Area of interest</source>
        <translation>Zone d’intérêt</translation>
    </message>
    <message>
        <source>As the &amp;file says</source>
        <translation>Comme l’indique le &amp;fichier</translation>
    </message>
    <message>
        <source>Ask your administrator to add the company&apos;s certificate to this computer, or to QGIS under Settings &gt; Options &gt; Authentication; or install from a kit.</source>
        <translation>Demandez à votre administrateur d’ajouter le certificat de l’entreprise à cet ordinateur, ou à QGIS sous Préférences &gt; Options &gt; Authentification ; ou installez depuis un kit.</translation>
    </message>
    <message>
        <source>Ask your administrator to allow it, name your company&apos;s mirror in pip&apos;s settings (index-url), or install from a kit.</source>
        <translation>Demandez à votre administrateur de l’autoriser, indiquez le miroir de votre entreprise dans les réglages de pip (index-url), ou installez depuis un kit.</translation>
    </message>
    <message>
        <source>Attention heads</source>
        <translation>Têtes d’attention</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>Attribut</translation>
    </message>
    <message>
        <source>Balanced: the patch itself and its surroundings</source>
        <translation>Équilibrée : le patch et ses alentours</translation>
    </message>
    <message>
        <source>Balanced: two shifted grids</source>
        <translation>Équilibrée : deux grilles décalées</translation>
    </message>
    <message>
        <source>Band</source>
        <translation>Bande</translation>
    </message>
    <message>
        <source>Band of the image</source>
        <translation>Bande de l’image</translation>
    </message>
    <message>
        <source>Bands</source>
        <translation>Bandes</translation>
    </message>
    <message>
        <source>Bands of {layer}</source>
        <translation>Bandes de {layer}</translation>
    </message>
    <message>
        <source>Built in, nothing to download. Compares the fine texture and colours of any raster with small pieces of the raster itself (MOSAIKS). Fast and good for a first look; it has learned nothing about the Earth.</source>
        <translation>Intégré, rien à télécharger. Compare la texture fine et les couleurs de n’importe quel raster avec de petits morceaux du raster lui-même (MOSAIKS). Rapide et bon pour un premier aperçu ; il n’a rien appris sur la Terre.</translation>
    </message>
    <message>
        <source>Cache folder</source>
        <translation>Dossier du cache</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Annulé.</translation>
    </message>
    <message>
        <source>Change your own sensor</source>
        <translation>Modifier votre capteur</translation>
    </message>
    <message>
        <source>Chec&amp;k</source>
        <translation>&amp;Vérifier</translation>
    </message>
    <message>
        <source>Check the address, and the connection; QGIS may say more when it opens the address as a layer.</source>
        <translation>Vérifiez l’adresse et la connexion ; QGIS en dira peut-être plus en ouvrant l’adresse comme couche.</translation>
    </message>
    <message>
        <source>Check the connection, and whether QGIS needs a proxy (Settings &gt; Options &gt; Network). If your network blocks {name}, install from a kit.</source>
        <translation>Vérifiez la connexion, et si QGIS a besoin d’un proxy (Préférences &gt; Options &gt; Réseau). Si votre réseau bloque {name}, installez depuis un kit.</translation>
    </message>
    <message>
        <source>Check the proxy in QGIS under Settings &gt; Options &gt; Network, and whether a firewall blocks QGIS.</source>
        <translation>Vérifiez le proxy dans QGIS sous Préférences &gt; Options &gt; Réseau, et si un pare-feu bloque QGIS.</translation>
    </message>
    <message>
        <source>Check the rights of this folder, or whether a protection against ransomware blocks QGIS.</source>
        <translation>Vérifiez les droits de ce dossier, ou si une protection contre les rançongiciels bloque QGIS.</translation>
    </message>
    <message>
        <source>Check the room on its disk.</source>
        <translation>Vérifiez la place sur son disque.</translation>
    </message>
    <message>
        <source>Check weights</source>
        <translation>Vérifier les poids</translation>
    </message>
    <message>
        <source>Checking this Python…</source>
        <translation>Vérification de ce Python…</translation>
    </message>
    <message>
        <source>Chip of {side} × {side} px</source>
        <translation>Vignette de {side} × {side} pixels</translation>
    </message>
    <message>
        <source>Choose a layer of points.</source>
        <translation>Choisissez une couche de points.</translation>
    </message>
    <message>
        <source>Choose a layer that has some.</source>
        <translation>Choisissez une couche qui en a.</translation>
    </message>
    <message>
        <source>Choose a satellite image.</source>
        <translation>Choisissez une image satellite.</translation>
    </message>
    <message>
        <source>Choose a smaller area or larger pixels.</source>
        <translation>Choisissez une zone plus petite ou des pixels plus grands.</translation>
    </message>
    <message>
        <source>Choose a smaller area.</source>
        <translation>Choisissez une zone plus petite.</translation>
    </message>
    <message>
        <source>Choose a vector layer.</source>
        <translation>Choisissez une couche vecteur.</translation>
    </message>
    <message>
        <source>Choose an embedding raster, or an encoder of places and an extent.</source>
        <translation>Choisissez un raster d’embeddings, ou un encodeur de lieux et une emprise.</translation>
    </message>
    <message>
        <source>Choose an environment with the packages of engine/requirements.txt, or let Landprint install its own.</source>
        <translation>Choisissez un environnement avec les paquets de engine/requirements.txt, ou laissez Landprint installer le sien.</translation>
    </message>
    <message>
        <source>Choose another Python, or go back to Landprint&apos;s own: the dock has the buttons, under Other ways.</source>
        <translation>Choisissez un autre Python, ou revenez à celui de Landprint : les boutons sont dans le panneau, sous « Autres moyens ».</translation>
    </message>
    <message>
        <source>Choose another area or larger pixels.</source>
        <translation>Choisissez une autre zone ou des pixels plus grands.</translation>
    </message>
    <message>
        <source>Choose another area.</source>
        <translation>Choisissez une autre zone.</translation>
    </message>
    <message>
        <source>Choose another cache folder in QGIS&apos;s options, under Landprint.</source>
        <translation>Choisissez un autre dossier du cache dans les options de QGIS, sous Landprint.</translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation>Choisissez un autre fichier.</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>Choisissez-en un autre.</translation>
    </message>
    <message>
        <source>Choose another, or select some.</source>
        <translation>Choisissez-en un autre, ou sélectionnez-en quelques-uns.</translation>
    </message>
    <message>
        <source>Choose polygons or a raster.</source>
        <translation>Choisissez des polygones ou un raster.</translation>
    </message>
    <message>
        <source>Choose the Python of an environment that has the engine&apos;s packages; it is checked first</source>
        <translation>Choisir le Python d’un environnement qui a les paquets du moteur ; il est d’abord vérifié</translation>
    </message>
    <message>
        <source>Choose the Python of an environment that has the packages of engine/requirements.txt.</source>
        <translation>Choisissez le Python d’un environnement qui a les paquets de engine/requirements.txt.</translation>
    </message>
    <message>
        <source>Choose the file: {purpose}</source>
        <translation>Choisir le fichier : {purpose}</translation>
    </message>
    <message>
        <source>Choose {encoder}</source>
        <translation>Choisir {encoder}</translation>
    </message>
    <message>
        <source>Choose: {name}</source>
        <translation>Choisir : {name}</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Classes</translation>
    </message>
    <message>
        <source>Classes by size: {names}.</source>
        <translation>Classes par taille : {names}.</translation>
    </message>
    <message>
        <source>Classes of the mask to leave out</source>
        <translation>Classes du masque à écarter</translation>
    </message>
    <message>
        <source>Clay v1.5</source>
        <translation>Clay v1.5</translation>
    </message>
    <message>
        <source>Click the image: all that the encoder sees at once around there becomes one embedding. Escape leaves.</source>
        <translation>Cliquez sur l’image : tout ce que l’encodeur voit à la fois autour devient un embedding. Échap pour quitter.</translation>
    </message>
    <message>
        <source>Click without Alt.</source>
        <translation>Cliquez sans Alt.</translation>
    </message>
    <message>
        <source>Close other windows of QGIS, then try again.</source>
        <translation>Fermez les autres fenêtres de QGIS, puis réessayez.</translation>
    </message>
    <message>
        <source>Clouds and their shadows by what lies with the scene: Sentinel-2&apos;s SCL in its .SAFE, Landsat&apos;s QA_PIXEL in its folder or tar, or beside the image&apos;s file.</source>
        <translation>Les nuages et leurs ombres d’après ce qui accompagne la scène : la SCL de Sentinel-2 dans son .SAFE, le QA_PIXEL de Landsat dans son dossier ou tar, ou à côté du fichier de l’image.</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>Ordinateur</translation>
    </message>
    <message>
        <source>Connect this computer and press the button again: what was downloaded is kept. Without any network, install from a kit.</source>
        <translation>Connectez cet ordinateur et appuyez à nouveau sur le bouton : ce qui est téléchargé est conservé. Sans aucun réseau, installez depuis un kit.</translation>
    </message>
    <message>
        <source>Context: the patch itself and wider surroundings</source>
        <translation>Contexte : le patch et des alentours plus larges</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Copier le rapport</translation>
    </message>
    <message>
        <source>Copy the chip&apos;s embedding to the clipboard</source>
        <translation>Copier l’embedding de la vignette dans le presse-papiers</translation>
    </message>
    <message>
        <source>Cuts an image that is too large for one run into tiles, and says how long they will take. All that decides the result is written into a folder, the job. “Embed tiles” then does the work, “Index tiles” puts the tiles together into one embedding raster. Tiles without data are left out.</source>
        <translation>Découpe en tuiles une image trop grande pour une seule exécution, et dit combien de temps elles prendront. Tout ce qui détermine le résultat est écrit dans un dossier, la tâche. « Encoder les tuiles » fait ensuite le travail, « Assembler les tuiles » en fait un seul raster d’embeddings. Les tuiles sans données sont écartées.</translation>
    </message>
    <message>
        <source>Date of the image</source>
        <translation>Date de l’image</translation>
    </message>
    <message>
        <source>Degrees a pixel; 1 is about 111 km. The whole world at 0.1 degrees has 6.5 million places.</source>
        <translation>Degrés par pixel ; 1 vaut environ 111 km. Le monde entier à 0,1 degré compte 6,5 millions de lieux.</translation>
    </message>
    <message>
        <source>Delete the weights from this computer</source>
        <translation>Supprimer les poids de cet ordinateur</translation>
    </message>
    <message>
        <source>Delete the weights of {encoder} from this computer?</source>
        <translation>Supprimer les poids de {encoder} de cet ordinateur ?</translation>
    </message>
    <message>
        <source>Delete what all interrupted runs did</source>
        <translation>Supprimer ce qu’ont fait toutes les exécutions interrompues</translation>
    </message>
    <message>
        <source>Delete what these runs have done</source>
        <translation>Supprimer ce qu’ont fait ces exécutions</translation>
    </message>
    <message numerus="yes">
        <source>Delete what these {n} interrupted runs did? Started again, they begin from the beginning.</source>
        <translation>
            <numerusform>Supprimer ce qu’a fait cette exécution interrompue ? Relancée, elle reprend depuis le début.</numerusform>
            <numerusform>Supprimer ce qu’ont fait ces {n} exécutions interrompues ? Relancées, elles reprennent depuis le début.</numerusform>
        </translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Finesse</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Périphérique</translation>
    </message>
    <message>
        <source>Dia&amp;gnose…</source>
        <translation>Dia&amp;gnostic…</translation>
    </message>
    <message>
        <source>Dimension</source>
        <translation>Dimension</translation>
    </message>
    <message>
        <source>Do not use the chosen Python any more</source>
        <translation>Ne plus utiliser le Python choisi</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fait</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Télécharger</translation>
    </message>
    <message>
        <source>Download the engine and set it up</source>
        <translation>Télécharger le moteur et l’installer</translation>
    </message>
    <message>
        <source>Download the weights of {encoder}, {size}?

From {address}
Licence: {licence}

They are kept in Landprint&apos;s cache folder and checked when they are there.</source>
        <translation>Télécharger les poids de {encoder}, {size} ?

Depuis {address}
Licence : {licence}

Ils sont conservés dans le dossier du cache de Landprint et y sont vérifiés.</translation>
    </message>
    <message>
        <source>Download the weights; you are asked</source>
        <translation>Télécharger les poids ; on vous le demande</translation>
    </message>
    <message>
        <source>Download the weights; you are asked before</source>
        <translation>Télécharger les poids ; on vous le demande avant</translation>
    </message>
    <message>
        <source>Download weights</source>
        <translation>Télécharger les poids</translation>
    </message>
    <message>
        <source>Downloading {package}</source>
        <translation>Téléchargement de {package}</translation>
    </message>
    <message>
        <source>Draw a rectangle on the map.</source>
        <translation>Dessinez un rectangle sur la carte.</translation>
    </message>
    <message>
        <source>Drawn by QGIS from the layer “{name}”: {size}.</source>
        <translation>Dessiné par QGIS depuis la couche « {name} » : {size}.</translation>
    </message>
    <message>
        <source>Edit the sensor</source>
        <translation>Modifier le capteur</translation>
    </message>
    <message>
        <source>Embed an area of it first.</source>
        <translation>Encodez-en d’abord une zone.</translation>
    </message>
    <message>
        <source>Embed it first.</source>
        <translation>Encodez-le d’abord.</translation>
    </message>
    <message>
        <source>Embed locations</source>
        <translation>Encoder des lieux</translation>
    </message>
    <message>
        <source>Embed points</source>
        <translation>Encoder des points</translation>
    </message>
    <message>
        <source>Embed raster</source>
        <translation>Encoder un raster</translation>
    </message>
    <message>
        <source>Embed tiles</source>
        <translation>Encoder les tuiles</translation>
    </message>
    <message>
        <source>Embedded points</source>
        <translation>Points encodés</translation>
    </message>
    <message>
        <source>Embedding at a point</source>
        <translation>Embedding en un point</translation>
    </message>
    <message>
        <source>Embedding of the chip at a point</source>
        <translation>Embedding de la vignette en un point</translation>
    </message>
    <message>
        <source>Embedding raster</source>
        <translation>Raster d’embeddings</translation>
    </message>
    <message>
        <source>Embedding raster of places</source>
        <translation>Raster d’embeddings de lieux</translation>
    </message>
    <message>
        <source>Embedding the chip…</source>
        <translation>Encodage de la vignette…</translation>
    </message>
    <message>
        <source>Embedding, as a JSON list</source>
        <translation>Embedding, en liste JSON</translation>
    </message>
    <message>
        <source>Embeddings</source>
        <translation>Embeddings</translation>
    </message>
    <message>
        <source>Embeddings carry a trace of their place in the square that the encoder saw. “remove” takes it out, so that classes follow the land; “keep” leaves them as the encoder gave them.</source>
        <translation>Les embeddings portent une trace de leur position dans le carré que l’encodeur a vu. « remove » l’enlève, pour que les classes suivent le terrain ; « keep » les laisse tels que l’encodeur les a donnés.</translation>
    </message>
    <message>
        <source>Embeddings of the Earth</source>
        <translation>Embeddings de la Terre</translation>
    </message>
    <message>
        <source>Embeds the square of a satellite image around a point as a whole, as the encoders&apos; published recipes do: 256 x 256 pixels for Clay, 8 x 8 patches for Galileo. Nothing else of the image is embedded, so it takes seconds. The embedding comes as a list of numbers that can be stored, compared or plotted.</source>
        <translation>Encode en entier le carré d’une image satellite autour d’un point, comme dans les publications des encodeurs : 256 x 256 pixels pour Clay, 8 x 8 patchs pour Galileo. Rien d’autre de l’image n’est encodé, cela ne prend donc que quelques secondes. L’embedding est une liste de nombres que l’on peut enregistrer, comparer ou tracer.</translation>
    </message>
    <message>
        <source>Embeds the tiles of a job by several processes side by side. It may be cancelled, and the computer be switched off: run again, it goes on where it stopped, and what is done is not done again. The log says how much time is left.</source>
        <translation>Encode les tuiles d’une tâche avec plusieurs processus en parallèle. On peut annuler, et éteindre l’ordinateur : relancé, le travail reprend où il s’est arrêté, et ce qui est fait n’est pas refait. Le journal dit combien de temps il reste.</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>Encodeur</translation>
    </message>
    <message>
        <source>Encoder of places</source>
        <translation>Encodeur de lieux</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Moteur</translation>
    </message>
    <message>
        <source>Engine&apos;s &amp;Python</source>
        <translation>&amp;Python du moteur</translation>
    </message>
    <message>
        <source>Engine&apos;s Python</source>
        <translation>Python du moteur</translation>
    </message>
    <message>
        <source>Enter them in QGIS under Settings &gt; Options &gt; Network, then press the button again.</source>
        <translation>Saisissez-les dans QGIS sous Préférences &gt; Options &gt; Réseau, puis appuyez à nouveau sur le bouton.</translation>
    </message>
    <message>
        <source>Everything works.</source>
        <translation>Tout fonctionne.</translation>
    </message>
    <message>
        <source>Export the part that you need as a GeoTIFF (Layer &gt; Save As) and use that.</source>
        <translation>Exportez la partie nécessaire en GeoTIFF (Couche &gt; Sauvegarder sous) et utilisez-la.</translation>
    </message>
    <message>
        <source>Extent</source>
        <translation>Emprise</translation>
    </message>
    <message>
        <source>Extent to search</source>
        <translation>Emprise de la recherche</translation>
    </message>
    <message>
        <source>Fast: each patch by itself</source>
        <translation>Rapide : chaque patch pour lui-même</translation>
    </message>
    <message>
        <source>Fast: one grid of chips</source>
        <translation>Rapide : une grille de vignettes</translation>
    </message>
    <message>
        <source>Feature ids with commas between: “12” or “12,40”. When it and the place below are empty: what is selected in the layer.</source>
        <translation>Identifiants d’entités séparés par des virgules : « 12 » ou « 12,40 ». S’ils sont vides, et le lieu ci-dessous aussi : ce qui est sélectionné dans la couche.</translation>
    </message>
    <message>
        <source>Fetches the weights of an encoder from the Hugging Face Hub, where its authors publish them, and checks them. Only what is needed of the file travels. A download that was interrupted or cancelled continues where it stopped. Nothing is ever downloaded unless you run this, or press the button in the panel. A proxy or a mirror that is set up for this computer counts, too.</source>
        <translation>Récupère les poids d’un encodeur sur le Hugging Face Hub, où ses auteurs les publient, et les vérifie. Seul le nécessaire du fichier est transféré. Un téléchargement interrompu ou annulé reprend où il s’est arrêté. Rien n’est jamais téléchargé sans que vous lanciez ceci ou appuyiez sur le bouton du panneau. Un proxy ou un miroir réglé sur cet ordinateur est aussi pris en compte.</translation>
    </message>
    <message>
        <source>File of the image encoder&apos;s weights</source>
        <translation>Fichier des poids de l’encodeur d’images</translation>
    </message>
    <message>
        <source>File of weights</source>
        <translation>Fichier des poids</translation>
    </message>
    <message>
        <source>File that is kept</source>
        <translation>Fichier conservé</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filtres</translation>
    </message>
    <message>
        <source>Filters of another embedding raster</source>
        <translation>Filtres d’un autre raster d’embeddings</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Constats</translation>
    </message>
    <message>
        <source>Finds the embedded points that are most like one that you pick, or like several together. Pick by selecting them in the layer, by their ids, or by a place: then the point nearest to it is meant.</source>
        <translation>Trouve les points encodés les plus semblables à un point choisi, ou à plusieurs ensemble. Choisissez-les en les sélectionnant dans la couche, par leurs identifiants, ou par un lieu : le point le plus proche est alors retenu.</translation>
    </message>
    <message>
        <source>Fit attribute</source>
        <translation>Ajuster un attribut</translation>
    </message>
    <message>
        <source>Fitted attribute</source>
        <translation>Attribut ajusté</translation>
    </message>
    <message>
        <source>For a report of a fault: without names of users and computers, tokens and passwords</source>
        <translation>Pour signaler une erreur : sans noms d’utilisateurs ni d’ordinateurs, ni jetons ni mots de passe</translation>
    </message>
    <message>
        <source>For embeddings at most</source>
        <translation>Au plus pour les embeddings</translation>
    </message>
    <message>
        <source>Forget what was corrected, and take what Landprint recognises</source>
        <translation>Oublier les corrections et reprendre ce que Landprint reconnaît</translation>
    </message>
    <message>
        <source>Free some space on that disk, then press the button again.</source>
        <translation>Libérez de la place sur ce disque, puis appuyez à nouveau sur le bouton.</translation>
    </message>
    <message>
        <source>Free some space on the disk of {name}, then press the button again: what was downloaded is kept.</source>
        <translation>Libérez de la place sur le disque de {name}, puis appuyez à nouveau sur le bouton : ce qui est téléchargé est conservé.</translation>
    </message>
    <message>
        <source>From an embedding raster</source>
        <translation>Depuis un raster d’embeddings</translation>
    </message>
    <message>
        <source>From {origin}.</source>
        <translation>Depuis {origin}.</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>Go</translation>
    </message>
    <message>
        <source>Galileo nano</source>
        <translation>Galileo nano</translation>
    </message>
    <message>
        <source>Galileo takes 1 to 8, and its chip is 8 patches wide; Clay takes 8. SatCLIP&apos;s image encoders have their own size, whatever is given here.</source>
        <translation>Galileo accepte de 1 à 8, et sa vignette a 8 patchs de large ; Clay accepte 8. Les encodeurs d’images de SatCLIP ont leur propre taille, quoi qu’on indique ici.</translation>
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
        <translation>Indiquez un point, ou une couche avec des entités.</translation>
    </message>
    <message>
        <source>Give it a name that ends in {wanted}.</source>
        <translation>Donnez-lui un nom qui se termine par {wanted}.</translation>
    </message>
    <message>
        <source>Give the extent of the part.</source>
        <translation>Indiquez l’emprise de la partie.</translation>
    </message>
    <message>
        <source>Give the sensor a name.</source>
        <translation>Donnez un nom au capteur.</translation>
    </message>
    <message>
        <source>Gives each point the embedding of its place: by an encoder of places, without any imagery, or read from an embedding raster. All attributes are kept; a point without geometry gets none. Similar points, classes and predictions are made from it. {limits}</source>
        <translation>Donne à chaque point l’embedding de son lieu : par un encodeur de lieux, sans aucune image, ou lu dans un raster d’embeddings. Tous les attributs sont conservés ; un point sans géométrie n’en reçoit pas. Points semblables, classes et prédictions en sont tirés. {limits}</translation>
    </message>
    <message>
        <source>Go on with the engine that is there</source>
        <translation>Continuer avec le moteur en place</translation>
    </message>
    <message>
        <source>Groups an embedding raster into classes of places that look alike, without any examples. The largest class is number 1. The result has a palette and the share of each class.</source>
        <translation>Regroupe un raster d’embeddings en classes de lieux qui se ressemblent, sans exemples. La plus grande classe a le numéro 1. Le résultat a une palette et la part de chaque classe.</translation>
    </message>
    <message>
        <source>Groups embedded points into classes of places that are alike, without any examples. The result is the points with a column “class”, drawn by it; the largest class is number 1.</source>
        <translation>Regroupe des points encodés en classes de lieux semblables, sans exemples. Le résultat est la couche de points avec une colonne « class », dessinée selon elle ; la plus grande classe a le numéro 1.</translation>
    </message>
    <message>
        <source>Hour of the image</source>
        <translation>Heure de l’image</translation>
    </message>
    <message>
        <source>How exactly models compute</source>
        <translation>Avec quelle précision les modèles calculent</translation>
    </message>
    <message>
        <source>How far the squares that Clay sees at once overlap; only their middle is kept.</source>
        <translation>De combien se recouvrent les carrés que Clay voit à la fois ; seul leur milieu est gardé.</translation>
    </message>
    <message>
        <source>How far the work is, and about how long it will take</source>
        <translation>Où en est le travail, et combien de temps il prendra environ</translation>
    </message>
    <message>
        <source>How many kinds of places to tell apart.</source>
        <translation>Combien de types de lieux distinguer.</translation>
    </message>
    <message>
        <source>How many of the most likely places to give, at least 300 km apart.</source>
        <translation>Combien des lieux les plus probables donner, distants d’au moins 300 km.</translation>
    </message>
    <message>
        <source>How many of the most similar points to give.</source>
        <translation>Combien des points les plus semblables donner.</translation>
    </message>
    <message>
        <source>How many tiles are embedded side by side. They share the processor&apos;s cores and the memory. Half as many as there are cores when it is left empty.</source>
        <translation>Combien de tuiles sont encodées en parallèle. Elles se partagent les cœurs du processeur et la mémoire. Moitié moins que de cœurs si c’est laissé vide.</translation>
    </message>
    <message>
        <source>How often each place is looked at. “fast” looks once, “balanced” at shifted positions too, “context” (of Galileo) at wider surroundings, “plain” as the model was published. “auto” is the encoder&apos;s own choice.</source>
        <translation>Combien de fois chaque lieu est regardé. « fast » une fois, « balanced » aussi à des positions décalées, « context » (de Galileo) avec des alentours plus larges, « plain » comme le modèle a été publié. « auto » est le choix de l’encodeur lui-même.</translation>
    </message>
    <message>
        <source>How well each place fits</source>
        <translation>À quel point chaque lieu convient</translation>
    </message>
    <message>
        <source>Ids of the picked points</source>
        <translation>Identifiants des points choisis</translation>
    </message>
    <message>
        <source>If pip&apos;s settings name a mirror, it may lack this file: ask its administrator, or install from a kit.</source>
        <translation>Si les réglages de pip indiquent un miroir, ce fichier y manque peut-être : demandez à son administrateur, ou installez depuis un kit.</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>Import embeddings</source>
        <translation>Importer des embeddings</translation>
    </message>
    <message>
        <source>Import weights</source>
        <translation>Importer des poids</translation>
    </message>
    <message>
        <source>In any CRS. The whole world when it is left empty.</source>
        <translation>Dans n’importe quel SCR. Le monde entier si c’est laissé vide.</translation>
    </message>
    <message>
        <source>In place of one satellite image: a text file with one image or scene in each line. Each is tiled on a grid of its own.</source>
        <translation>À la place d’une image satellite : un fichier texte avec une image ou une scène par ligne. Chacune est découpée sur sa propre grille.</translation>
    </message>
    <message>
        <source>In which order Clay is told where the image is: as documented, or as its training data most likely had it.</source>
        <translation>Dans quel ordre Clay apprend où se trouve l’image : comme documenté, ou comme ses données d’entraînement l’avaient très probablement.</translation>
    </message>
    <message>
        <source>In {folder}: {weights} of weights, {runs} of interrupted runs. Another folder is chosen in QGIS&apos;s options, under Landprint.</source>
        <translation>Dans {folder} : {weights} de poids, {runs} d’exécutions interrompues. Un autre dossier se choisit dans les options de QGIS, sous Landprint.</translation>
    </message>
    <message>
        <source>Index tiles</source>
        <translation>Assembler les tuiles</translation>
    </message>
    <message>
        <source>Install from a &amp;kit…</source>
        <translation>Installer depuis un &amp;kit…</translation>
    </message>
    <message>
        <source>Install from a kit, or use an existing environment of Python 3.10 or newer.</source>
        <translation>Installez depuis un kit, ou utilisez un environnement existant de Python 3.10 ou plus récent.</translation>
    </message>
    <message>
        <source>Install “Microsoft Visual C++ Redistributable (x64)” from Microsoft, then press the button again.</source>
        <translation>Installez « Microsoft Visual C++ Redistributable (x64) » de Microsoft, puis appuyez à nouveau sur le bouton.</translation>
    </message>
    <message>
        <source>Installing {count} packages</source>
        <translation>Installation de {count} paquets</translation>
    </message>
    <message>
        <source>Interrupted runs</source>
        <translation>Exécutions interrompues</translation>
    </message>
    <message>
        <source>Is the disk full?</source>
        <translation>Le disque est-il plein ?</translation>
    </message>
    <message>
        <source>It holds {member}.</source>
        <translation>Il contient {member}.</translation>
    </message>
    <message>
        <source>It is not added to the project: this QGIS does not read GeoParquet.</source>
        <translation>Elle n’est pas ajoutée au projet : ce QGIS ne lit pas GeoParquet.</translation>
    </message>
    <message>
        <source>It may be damaged: download the scene again. JPEG 2000 needs GDAL&apos;s driver for it.</source>
        <translation>Il est peut-être endommagé : téléchargez la scène à nouveau. JPEG 2000 a besoin du pilote correspondant de GDAL.</translation>
    </message>
    <message>
        <source>It may have been changed on the way: press the button again. If it stays, tell whoever runs your proxy or mirror.</source>
        <translation>Il a peut-être été modifié en route : appuyez à nouveau sur le bouton. Si cela persiste, prévenez qui gère votre proxy ou votre miroir.</translation>
    </message>
    <message>
        <source>It needs a column named lon or longitude, and one named lat or latitude, or one of WKT.</source>
        <translation>Il lui faut une colonne nommée lon ou longitude et une nommée lat ou latitude, ou une de WKT.</translation>
    </message>
    <message>
        <source>It was not recognised.</source>
        <translation>Il n’a pas été reconnu.</translation>
    </message>
    <message>
        <source>Its colours are no measured reflectances; the service&apos;s own terms count.</source>
        <translation>Ses couleurs ne sont pas des réflectances mesurées ; les conditions du service s’appliquent.</translation>
    </message>
    <message>
        <source>Its last words: {words}</source>
        <translation>Ses derniers mots : {words}</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Tâche</translation>
    </message>
    <message>
        <source>K-means classes</source>
        <translation>Classes k-moyennes</translation>
    </message>
    <message>
        <source>K-means classes of points</source>
        <translation>Classes k-moyennes de points</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Conserver</translation>
    </message>
    <message>
        <source>Keep the embeddings in</source>
        <translation>Conserver les embeddings dans</translation>
    </message>
    <message>
        <source>Keep the kit in</source>
        <translation>Conserver le kit dans</translation>
    </message>
    <message>
        <source>Keep the results in</source>
        <translation>Conserver les résultats dans</translation>
    </message>
    <message>
        <source>Keep this embedding layer in a file: so far it is a temporary one, which goes when QGIS ends</source>
        <translation>Conserver cette couche d’embeddings dans un fichier : pour l’instant elle est temporaire et disparaît avec QGIS</translation>
    </message>
    <message>
        <source>Keeping results with the project…</source>
        <translation>Conservation des résultats avec le projet…</translation>
    </message>
    <message>
        <source>Keep…</source>
        <translation>Conserver…</translation>
    </message>
    <message>
        <source>Kept in {path}, {size}.</source>
        <translation>Conservé dans {path}, {size}.</translation>
    </message>
    <message>
        <source>Kind of embeddings</source>
        <translation>Type d’embeddings</translation>
    </message>
    <message>
        <source>Kind of embeddings: {line}</source>
        <translation>Type d’embeddings : {line}</translation>
    </message>
    <message>
        <source>Kits (*.zip)</source>
        <translation>Kits (*.zip)</translation>
    </message>
    <message>
        <source>LINZ aerial imagery</source>
        <translation>Images aériennes LINZ</translation>
    </message>
    <message>
        <source>Landprint (embeddings of satellite images)</source>
        <translation>Landprint (embeddings d’images satellite)</translation>
    </message>
    <message>
        <source>Landprint attribute (*.json)</source>
        <translation>Attribut de Landprint (*.json)</translation>
    </message>
    <message>
        <source>Landprint draws {size} of this layer, {megabytes} MB.</source>
        <translation>Landprint dessine {size} de cette couche, {megabytes} Mo.</translation>
    </message>
    <message>
        <source>Landprint failed.</source>
        <translation>Landprint a échoué.</translation>
    </message>
    <message>
        <source>Landprint has installed no engine here: there is nothing to remove.</source>
        <translation>Landprint n’a pas installé de moteur ici : il n’y a rien à supprimer.</translation>
    </message>
    <message>
        <source>Landprint needs its engine: {source}, {disk} GB on disk, once. It goes into {folder} and never into QGIS&apos;s Python.</source>
        <translation>Landprint a besoin de son moteur : {source}, {disk} Go sur le disque, une fois. Il va dans {folder} et jamais dans le Python de QGIS.</translation>
    </message>
    <message>
        <source>Landprint was updated, and its engine is of an older version.</source>
        <translation>Landprint a été mis à jour, et son moteur est d’une version plus ancienne.</translation>
    </message>
    <message>
        <source>Landprint writes {size} of this layer, {megabytes} MB.</source>
        <translation>Landprint écrit {size} de cette couche, {megabytes} Mo.</translation>
    </message>
    <message>
        <source>Landprint {version}, in {folder}.</source>
        <translation>Landprint {version}, dans {folder}.</translation>
    </message>
    <message>
        <source>Landprint&apos;s engine did not start within {seconds} seconds.</source>
        <translation>Le moteur de Landprint n’a pas démarré en {seconds} secondes.</translation>
    </message>
    <message>
        <source>Landprint&apos;s engine does not run on this computer: {name}.</source>
        <translation>Le moteur de Landprint ne fonctionne pas sur cet ordinateur : {name}.</translation>
    </message>
    <message>
        <source>Landprint&apos;s engine does not start (exit code {exit_code}){reason}</source>
        <translation>Le moteur de Landprint ne démarre pas (code de sortie {exit_code}){reason}</translation>
    </message>
    <message>
        <source>Landprint&apos;s engine ended unexpectedly (exit code {exit_code}).</source>
        <translation>Le moteur de Landprint s’est arrêté de façon inattendue (code de sortie {exit_code}).</translation>
    </message>
    <message>
        <source>Landprint&apos;s engine is not set up yet.</source>
        <translation>Le moteur de Landprint n’est pas encore installé.</translation>
    </message>
    <message>
        <source>Landprint&apos;s engine is of another version ({engine}).</source>
        <translation>Le moteur de Landprint est d’une autre version ({engine}).</translation>
    </message>
    <message>
        <source>Landprint&apos;s engine is set up.</source>
        <translation>Le moteur de Landprint est installé.</translation>
    </message>
    <message>
        <source>Landprint&apos;s engine was removed: {size} are free again.</source>
        <translation>Le moteur de Landprint a été supprimé : {size} sont à nouveau libres.</translation>
    </message>
    <message>
        <source>Landprint&apos;s kits (*.zip);;All files (*)</source>
        <translation>Kits de Landprint (*.zip);;Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Landprint&apos;s menu</source>
        <translation>Menu de Landprint</translation>
    </message>
    <message>
        <source>Landprint&apos;s own</source>
        <translation>celui de Landprint</translation>
    </message>
    <message>
        <source>Landprint: Diagnose</source>
        <translation>Landprint : Diagnostic</translation>
    </message>
    <message>
        <source>Landprint: Models and storage</source>
        <translation>Landprint : Modèles et stockage</translation>
    </message>
    <message>
        <source>Landprint: STAC item</source>
        <translation>Landprint : élément STAC</translation>
    </message>
    <message>
        <source>Landprint: check a Python</source>
        <translation>Landprint : vérifier un Python</translation>
    </message>
    <message>
        <source>Landprint: check {encoder}</source>
        <translation>Landprint : vérifier {encoder}</translation>
    </message>
    <message>
        <source>Landprint: diagnose</source>
        <translation>Landprint : diagnostic</translation>
    </message>
    <message>
        <source>Landprint: download {encoder}</source>
        <translation>Landprint : télécharger {encoder}</translation>
    </message>
    <message>
        <source>Landprint: embed the Earth ({encoder})</source>
        <translation>Landprint : encoder la Terre ({encoder})</translation>
    </message>
    <message>
        <source>Landprint: embed {layer}</source>
        <translation>Landprint : encoder {layer}</translation>
    </message>
    <message>
        <source>Landprint: import {encoder}</source>
        <translation>Landprint : importer {encoder}</translation>
    </message>
    <message>
        <source>Landprint: keep {layer}</source>
        <translation>Landprint : conserver {layer}</translation>
    </message>
    <message>
        <source>Landprint: make a kit</source>
        <translation>Landprint : créer un kit</translation>
    </message>
    <message>
        <source>Landprint: measure the engine</source>
        <translation>Landprint : mesurer le moteur</translation>
    </message>
    <message>
        <source>Landprint: open {file}</source>
        <translation>Landprint : ouvrir {file}</translation>
    </message>
    <message>
        <source>Landprint: remove the engine</source>
        <translation>Landprint : supprimer le moteur</translation>
    </message>
    <message>
        <source>Landprint: set up the engine</source>
        <translation>Landprint : installer le moteur</translation>
    </message>
    <message>
        <source>Landsat Collection 2 Level 1</source>
        <translation>Landsat Collection 2 niveau 1</translation>
    </message>
    <message>
        <source>Landsat Collection 2 surface reflectance</source>
        <translation>Landsat Collection 2, réflectance de surface</translation>
    </message>
    <message>
        <source>Large areas</source>
        <translation>Grandes zones</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Dernière</translation>
    </message>
    <message>
        <source>Learned from satellite images of the whole Earth. For Sentinel-2 with ten bands, or the visible ones alone. Small enough for any laptop: the first choice for Sentinel-2.</source>
        <translation>A appris d’images satellite de toute la Terre. Pour Sentinel-2 avec dix bandes, ou les seules visibles. Assez petit pour tout ordinateur portable : le premier choix pour Sentinel-2.</translation>
    </message>
    <message>
        <source>Learns how an attribute of embedded points, such as a mean temperature or a kind of climate, follows from their embeddings. The score is measured on squares of the Earth that were kept apart, since neighbours know each other&apos;s value and would flatter it. “Predict attribute” and “Map attribute” use the result.</source>
        <translation>Apprend comment un attribut de points encodés, comme une température moyenne ou un type de climat, découle de leurs embeddings. Le score est mesuré sur des carrés de la Terre tenus à l’écart, car des voisins connaissent la valeur l’un de l’autre et le flatteraient. « Prédire un attribut » et « Cartographier un attribut » utilisent le résultat.</translation>
    </message>
    <message>
        <source>Leave it as it &amp;is</source>
        <translation>&amp;Laisser tel quel</translation>
    </message>
    <message>
        <source>Leave out the scene&apos;s own clouds</source>
        <translation>Écarter les nuages indiqués par la scène</translation>
    </message>
    <message>
        <source>Length of the vector</source>
        <translation>Longueur du vecteur</translation>
    </message>
    <message>
        <source>Length of the vector: {length}</source>
        <translation>Longueur du vecteur : {length}</translation>
    </message>
    <message>
        <source>Let your administrator enable long paths in Windows, or install for a user whose folder has a shorter name.</source>
        <translation>Demandez à votre administrateur d’autoriser les chemins longs dans Windows, ou installez pour un utilisateur dont le dossier a un nom plus court.</translation>
    </message>
    <message>
        <source>Level 2A with all 12 bands (B01 to B12 without B10), in counts or reflectance.</source>
        <translation>Niveau 2A avec les 12 bandes (B01 à B12 sans B10), en comptes numériques ou en réflectance.</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>Licence: {licence} ({address}).</source>
        <translation>Licence : {licence} ({address}).</translation>
    </message>
    <message>
        <source>Linux, ARM</source>
        <translation>Linux, ARM</translation>
    </message>
    <message>
        <source>Linux, Intel or AMD</source>
        <translation>Linux, Intel ou AMD</translation>
    </message>
    <message>
        <source>Locate image</source>
        <translation>Localiser une image</translation>
    </message>
    <message>
        <source>Longest silence (seconds)</source>
        <translation>Plus long silence (secondes)</translation>
    </message>
    <message>
        <source>Longitude and latitude become an embedding: no imagery is needed. Shows finer patterns, down to about a hundred kilometres. For research on a global scale; nothing fine-grained, and not for defence or surveillance.</source>
        <translation>Longitude et latitude deviennent un embedding : aucune image n’est nécessaire. Montre des motifs plus fins, jusqu’à une centaine de kilomètres. Pour la recherche à l’échelle mondiale ; rien de fin, et ni pour la défense ni pour la surveillance.</translation>
    </message>
    <message>
        <source>Longitude and latitude become an embedding: no imagery is needed. Smooth, continental patterns. For research on a global scale; nothing fine-grained, and not for defence or surveillance.</source>
        <translation>Longitude et latitude deviennent un embedding : aucune image n’est nécessaire. Motifs lisses, continentaux. Pour la recherche à l’échelle mondiale ; rien de fin, et ni pour la défense ni pour la surveillance.</translation>
    </message>
    <message>
        <source>Look at everything once more</source>
        <translation>Tout vérifier encore une fois</translation>
    </message>
    <message>
        <source>Look at these bands:</source>
        <translation>Regarder ces bandes :</translation>
    </message>
    <message>
        <source>Look whether QGIS shows the layer, and try again.</source>
        <translation>Vérifiez que QGIS affiche la couche, et réessayez.</translation>
    </message>
    <message>
        <source>Looked for {python}.</source>
        <translation>Recherché : {python}.</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Vérification…</translation>
    </message>
    <message>
        <source>Looking… this takes half a minute, and longer with large weights.</source>
        <translation>Vérification… cela prend une demi-minute, et plus avec de gros poids.</translation>
    </message>
    <message>
        <source>Looks at</source>
        <translation>Regarde</translation>
    </message>
    <message>
        <source>M&amp;ake a kit…</source>
        <translation>&amp;Créer un kit…</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>Mo</translation>
    </message>
    <message>
        <source>MODIS surface reflectance</source>
        <translation>Réflectance de surface MODIS</translation>
    </message>
    <message>
        <source>Made with the encoder that the attribute was learned with. When it is left empty, the encoder below is asked for the places of the extent.</source>
        <translation>Créé avec l’encodeur par lequel l’attribut a été appris. Si c’est laissé vide, l’encodeur ci-dessous est interrogé pour les lieux de l’emprise.</translation>
    </message>
    <message>
        <source>Make a kit</source>
        <translation>Créer un kit</translation>
    </message>
    <message>
        <source>Make it again, with this version of Landprint.</source>
        <translation>Créez-le à nouveau, avec cette version de Landprint.</translation>
    </message>
    <message>
        <source>Make it…</source>
        <translation>Créer…</translation>
    </message>
    <message>
        <source>Make points of it first (Centroids).</source>
        <translation>Faites-en d’abord des points (Centroïdes).</translation>
    </message>
    <message>
        <source>Makes an embedding raster of embeddings that others have computed: of what QGIS cannot show, as TESSERA&apos;s arrays in .npy files, or of codes that other programs are to see as values. Rasters of AlphaEarth&apos;s and TESSERA&apos;s can also be searched and sorted as they are.</source>
        <translation>Fait un raster d’embeddings à partir d’embeddings calculés par d’autres : de ce que QGIS ne peut afficher, comme les tableaux de TESSERA en fichiers .npy, ou de codes que d’autres programmes doivent voir comme valeurs. Les rasters d’AlphaEarth et de TESSERA peuvent aussi être fouillés et classés tels quels.</translation>
    </message>
    <message>
        <source>Makes an embedding raster of places on Earth without any imagery: each pixel has the fingerprint of its longitude and latitude. “Similarity map” then shows where on Earth is like a place, “K-means classes” which kinds of places there are. A run that was interrupted continues where it stopped when it is started again with the same settings. {limits}</source>
        <translation>Fait un raster d’embeddings de lieux sur Terre sans aucune image : chaque pixel a l’empreinte de sa longitude et de sa latitude. « Carte de similarité » montre ensuite où sur Terre c’est comme en un lieu, « Classes k-moyennes » quels types de lieux il y a. Une exécution interrompue reprend où elle s’est arrêtée si elle est relancée avec les mêmes réglages. {limits}</translation>
    </message>
    <message>
        <source>Making the environment</source>
        <translation>Création de l’environnement</translation>
    </message>
    <message>
        <source>Map attribute</source>
        <translation>Cartographier un attribut</translation>
    </message>
    <message>
        <source>Map of the attribute</source>
        <translation>Carte de l’attribut</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>Masque</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Moyenne</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Mémoire</translation>
    </message>
    <message>
        <source>Microsoft&apos;s Visual C++ runtime is missing or too old.</source>
        <translation>L’environnement d’exécution Visual C++ de Microsoft manque ou est trop ancien.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modèles</translation>
    </message>
    <message>
        <source>Models, diagnosis, options and the set-up of the engine</source>
        <translation>Modèles, diagnostic, options et installation du moteur</translation>
    </message>
    <message>
        <source>More rasters of the same image</source>
        <translation>Autres rasters de la même image</translation>
    </message>
    <message>
        <source>Most likely places</source>
        <translation>Lieux les plus probables</translation>
    </message>
    <message>
        <source>Most likely: {x}, {y} ({similarity}).</source>
        <translation>Le plus probable : {x}, {y} ({similarity}).</translation>
    </message>
    <message>
        <source>Most similar points</source>
        <translation>Points les plus semblables</translation>
    </message>
    <message>
        <source>Most similar · {layer}</source>
        <translation>Les plus semblables · {layer}</translation>
    </message>
    <message>
        <source>Move it back, or open the scene anew where it is now.</source>
        <translation>Remettez-le à sa place, ou rouvrez la scène là où elle est maintenant.</translation>
    </message>
    <message>
        <source>Move it back, or right-click the layer and choose its data source anew (Repair or Change Data Source…).</source>
        <translation>Remettez-le à sa place, ou choisissez à nouveau la source de la couche par un clic droit (Réparer ou Changer la source de données…).</translation>
    </message>
    <message>
        <source>N&amp;umbers</source>
        <translation>Nom&amp;bres</translation>
    </message>
    <message>
        <source>NAIP</source>
        <translation>NAIP</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Names of the bands</source>
        <translation>Noms des bandes</translation>
    </message>
    <message>
        <source>No Python for the engine: the pinned one could not be downloaded, and this computer has none that does.</source>
        <translation>Pas de Python pour le moteur : celui prévu n’a pas pu être téléchargé, et cet ordinateur n’en a pas qui convienne.</translation>
    </message>
    <message>
        <source>No point is picked.</source>
        <translation>Aucun point n’est choisi.</translation>
    </message>
    <message>
        <source>None: a run that is cancelled is kept here, and goes on when it is started again.</source>
        <translation>Aucune : une exécution annulée est conservée ici et continue quand on la relance.</translation>
    </message>
    <message>
        <source>Not similar to these</source>
        <translation>Pas semblable à ceux-ci</translation>
    </message>
    <message>
        <source>Number of classes</source>
        <translation>Nombre de classes</translation>
    </message>
    <message>
        <source>Number of places</source>
        <translation>Nombre de lieux</translation>
    </message>
    <message>
        <source>Number of points</source>
        <translation>Nombre de points</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Nombres</translation>
    </message>
    <message>
        <source>O&amp;ffset</source>
        <translation>Déca&amp;lage</translation>
    </message>
    <message>
        <source>Of a SatCLIP encoder: “location” for places (when nothing is chosen), “image” to locate images.</source>
        <translation>D’un encodeur SatCLIP : « location » pour des lieux (par défaut), « image » pour localiser des images.</translation>
    </message>
    <message>
        <source>Of an environment of your own; empty for the engine that Landprint sets up</source>
        <translation>D’un environnement à vous ; vide pour le moteur que Landprint installe</translation>
    </message>
    <message>
        <source>Of random-features: how many small patterns each patch is compared with; each gives two dimensions.</source>
        <translation>De random-features : à combien de petits motifs chaque patch est comparé ; chacun donne deux dimensions.</translation>
    </message>
    <message>
        <source>Of random-features: the same seed gives the same result; another one draws other patterns.</source>
        <translation>De random-features : la même graine donne le même résultat ; une autre tire d’autres motifs.</translation>
    </message>
    <message>
        <source>Of random-features: use the patterns of this embedding raster instead of new ones, so that both can be compared. Filters and seed are then those of that raster.</source>
        <translation>De random-features : utiliser les motifs de ce raster d’embeddings au lieu de nouveaux, pour que les deux soient comparables. Filtres et graine sont alors ceux de ce raster.</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>Décalage</translation>
    </message>
    <message>
        <source>One embedding every {degrees} degrees.</source>
        <translation>Un embedding tous les {degrees} degrés.</translation>
    </message>
    <message>
        <source>One embedding for each</source>
        <translation>Un embedding pour chaque</translation>
    </message>
    <message>
        <source>One embedding for each square of 224 pixels of Sentinel-2 with all 12 bands, in the same space as the places&apos; embeddings. For research on a global scale; nothing fine-grained, and not for defence or surveillance.</source>
        <translation>Un embedding pour chaque carré de 224 pixels de Sentinel-2 avec les 12 bandes, dans le même espace que les embeddings des lieux. Pour la recherche à l’échelle mondiale ; rien de fin, et ni pour la défense ni pour la surveillance.</translation>
    </message>
    <message>
        <source>One embedding for each square of 256 pixels of Sentinel-2 with all 12 bands, in the same space as the places&apos; embeddings. For research on a global scale; nothing fine-grained, and not for defence or surveillance.</source>
        <translation>Un embedding pour chaque carré de 256 pixels de Sentinel-2 avec les 12 bandes, dans le même espace que les embeddings des lieux. Pour la recherche à l’échelle mondiale ; rien de fin, et ni pour la défense ni pour la surveillance.</translation>
    </message>
    <message>
        <source>One more row</source>
        <translation>Une ligne de plus</translation>
    </message>
    <message>
        <source>One place every {degrees}°, {dim} dimensions each. Measured on a few of them.</source>
        <translation>Un lieu tous les {degrees}°, {dim} dimensions chacun. Mesuré sur quelques-uns.</translation>
    </message>
    <message>
        <source>One place, in any CRS: “x,y [EPSG:4326]”. Without a CRS, it is in that of the raster.</source>
        <translation>Un lieu, dans n’importe quel SCR : « x,y [EPSG:4326] ». Sans SCR, c’est celui du raster.</translation>
    </message>
    <message>
        <source>One process needs about {time}.</source>
        <translation>Un processus a besoin d’environ {time}.</translation>
    </message>
    <message>
        <source>Only of a Clay file of weights that has none of the published sizes.</source>
        <translation>Seulement pour un fichier de poids de Clay qui n’a aucune des tailles publiées.</translation>
    </message>
    <message>
        <source>Only the checked bands are looked at</source>
        <translation>Seules les bandes cochées sont regardées</translation>
    </message>
    <message>
        <source>Only this part of the image is looked at. All of it when it is left empty.</source>
        <translation>Seule cette partie de l’image est regardée. Tout, si c’est laissé vide.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Open Landprint&apos;s dock, which sets it up, or run “python3 -m plugin.setup install” in the plugin&apos;s folder.</source>
        <translation>Ouvrez le panneau de Landprint, qui l’installe, ou lancez « python3 -m plugin.setup install » dans le dossier de l’extension.</translation>
    </message>
    <message>
        <source>Open a scene&apos;s &amp;archive or metadata…</source>
        <translation>Ouvrir l’&amp;archive ou les métadonnées d’une scène…</translation>
    </message>
    <message>
        <source>Open a scene&apos;s &amp;folder…</source>
        <translation>Ouvrir le &amp;dossier d’une scène…</translation>
    </message>
    <message>
        <source>Open a scene: a Sentinel-2 .SAFE or a Landsat folder</source>
        <translation>Ouvrir une scène : un dossier .SAFE de Sentinel-2 ou un dossier de Landsat</translation>
    </message>
    <message>
        <source>Open a sensor</source>
        <translation>Ouvrir un capteur</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ouvrir le dossier</translation>
    </message>
    <message>
        <source>Open the cache folder in the file browser</source>
        <translation>Ouvrir le dossier du cache dans le gestionnaire de fichiers</translation>
    </message>
    <message>
        <source>Options other than the usual: {names}.</source>
        <translation>Options autres que celles habituelles : {names}.</translation>
    </message>
    <message>
        <source>Or near this place</source>
        <translation>Ou près de ce lieu</translation>
    </message>
    <message>
        <source>Order of the place</source>
        <translation>Ordre du lieu</translation>
    </message>
    <message>
        <source>Other ways</source>
        <translation>Autres moyens</translation>
    </message>
    <message>
        <source>Outlines of the tiles (GeoParquet)</source>
        <translation>Contours des tuiles (GeoParquet)</translation>
    </message>
    <message>
        <source>Overlap (pixels)</source>
        <translation>Recouvrement (pixels)</translation>
    </message>
    <message>
        <source>Own sensor</source>
        <translation>Votre capteur</translation>
    </message>
    <message>
        <source>Own sensor…</source>
        <translation>Votre capteur…</translation>
    </message>
    <message>
        <source>P&amp;recision</source>
        <translation>P&amp;récision</translation>
    </message>
    <message>
        <source>Packing {path}</source>
        <translation>Mise en paquet de {path}</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Partie</translation>
    </message>
    <message>
        <source>Part of the image</source>
        <translation>Partie de l’image</translation>
    </message>
    <message>
        <source>Parts of the cross-validation</source>
        <translation>Parties de la validation croisée</translation>
    </message>
    <message>
        <source>Patch size (pixels)</source>
        <translation>Taille de patch (pixels)</translation>
    </message>
    <message>
        <source>Pixel size in metres</source>
        <translation>Taille de pixel en mètres</translation>
    </message>
    <message>
        <source>Pixels of the result on the side of a patch: 2 makes it twice as fine and takes 4 times as long, 4 takes 16 times as long. A pixel has no data where less than half of the patch centred on it has some; from 3 on that is so at the corners of the raster.</source>
        <translation>Pixels du résultat sur le côté d’un patch : 2 le rend deux fois plus fin et prend 4 fois plus de temps, 4 prend 16 fois plus. Un pixel n’a pas de données là où moins de la moitié du patch centré sur lui en a ; à partir de 3, c’est le cas aux coins du raster.</translation>
    </message>
    <message>
        <source>Places that look alike but are not meant.</source>
        <translation>Lieux qui se ressemblent mais ne sont pas voulus.</translation>
    </message>
    <message>
        <source>Places to look for: a layer, or a table with longitude and latitude or WKT. An area stands for all patches inside it.</source>
        <translation>Lieux à rechercher : une couche, ou une table avec longitude et latitude ou WKT. Une surface vaut pour tous les patchs qu’elle contient.</translation>
    </message>
    <message>
        <source>Plain</source>
        <translation>Simple</translation>
    </message>
    <message>
        <source>Plain cosine</source>
        <translation>Cosinus simple</translation>
    </message>
    <message>
        <source>Plain: chips of 8 x 8 patches, as the model&apos;s own recipe</source>
        <translation>Simple : vignettes de 8 x 8 patchs, comme le modèle le prévoit lui-même</translation>
    </message>
    <message>
        <source>Plan tiles</source>
        <translation>Planifier les tuiles</translation>
    </message>
    <message>
        <source>PlanetScope surface reflectance</source>
        <translation>Réflectance de surface PlanetScope</translation>
    </message>
    <message>
        <source>Please report it.</source>
        <translation>Merci de le signaler.</translation>
    </message>
    <message>
        <source>Point</source>
        <translation>Point</translation>
    </message>
    <message>
        <source>Point to compare with</source>
        <translation>Point à comparer</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>Points in one square are never used to predict each other when the score is measured.</source>
        <translation>Les points d’un même carré ne servent jamais à se prédire l’un l’autre quand le score est mesuré.</translation>
    </message>
    <message>
        <source>Points or polygons with an embedding each: a GeoPackage or a GeoParquet file, as “Embed points” writes them or another tool with one column of lists; or a table with a column a dimension.</source>
        <translation>Points ou polygones avec chacun un embedding : un GeoPackage ou un fichier GeoParquet, tel que « Encoder des points » l’écrit, ou un autre outil avec une colonne de listes ; ou une table avec une colonne par dimension.</translation>
    </message>
    <message>
        <source>Points or polygons with an embedding each: a GeoPackage or a GeoParquet file, as “Embed points” writes them or another tool with one column of lists; or a table with a column a dimension. Or any points, with an encoder of places below.</source>
        <translation>Points ou polygones avec chacun un embedding : un GeoPackage ou un fichier GeoParquet, tel que « Encoder des points » l’écrit, ou un autre outil avec une colonne de listes ; ou une table avec une colonne par dimension. Ou n’importe quels points, avec un encodeur de lieux ci-dessous.</translation>
    </message>
    <message>
        <source>Points with classes</source>
        <translation>Points avec classes</translation>
    </message>
    <message>
        <source>Points with the prediction</source>
        <translation>Points avec la prédiction</translation>
    </message>
    <message>
        <source>Points with their rank and similarity.</source>
        <translation>Points avec leur rang et leur similarité.</translation>
    </message>
    <message>
        <source>Polygons: only tiles that touch them are embedded.</source>
        <translation>Polygones : seules les tuiles qui les touchent sont encodées.</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Précision</translation>
    </message>
    <message>
        <source>Predict attribute</source>
        <translation>Prédire un attribut</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>Prédiction</translation>
    </message>
    <message>
        <source>Predicts as a raster what “Fit attribute” has learned: for an embedding raster, or for the places of an extent by an encoder of places. “Predict attribute” does it for points. {limits}</source>
        <translation>Prédit sous forme de raster ce que « Ajuster un attribut » a appris : pour un raster d’embeddings, ou pour les lieux d’une emprise par un encodeur de lieux. « Prédire un attribut » le fait pour des points. {limits}</translation>
    </message>
    <message>
        <source>Predicts for points what “Fit attribute” has learned. The points need embeddings of the encoder that it was learned with, or that encoder is named here. “Map attribute” predicts a raster over an extent. Where places are unlike all that was learned from, the prediction is a guess. {limits}</source>
        <translation>Prédit pour des points ce que « Ajuster un attribut » a appris. Les points ont besoin d’embeddings de l’encodeur par lequel on a appris, ou cet encodeur est indiqué ici. « Cartographier un attribut » prédit un raster sur une emprise. Là où les lieux diffèrent de tout ce dont on a appris, la prédiction est une supposition. {limits}</translation>
    </message>
    <message>
        <source>Press the button again in a few minutes.</source>
        <translation>Appuyez à nouveau sur le bouton dans quelques minutes.</translation>
    </message>
    <message>
        <source>Press the button again: what was downloaded is kept.</source>
        <translation>Appuyez à nouveau sur le bouton : ce qui est téléchargé est conservé.</translation>
    </message>
    <message>
        <source>Press the button again; if it stays, copy the details into a report.</source>
        <translation>Appuyez à nouveau sur le bouton ; si cela persiste, copiez les détails dans un rapport.</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>Processus</translation>
    </message>
    <message>
        <source>Processor cores at most</source>
        <translation>Cœurs du processeur au plus</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progression</translation>
    </message>
    <message>
        <source>Put user name and token into the address of the mirror in pip&apos;s settings (index-url).</source>
        <translation>Mettez le nom d’utilisateur et le jeton dans l’adresse du miroir dans les réglages de pip (index-url).</translation>
    </message>
    <message>
        <source>Puts the tiles of a job together: they are one embedding raster for the panel and for all other algorithms, without being copied. Tiles that are missing have no data, and may be added by running it again.</source>
        <translation>Assemble les tuiles d’une tâche : elles forment un seul raster d’embeddings pour le panneau et tous les autres algorithmes, sans être copiées. Les tuiles manquantes n’ont pas de données, et peuvent être ajoutées en relançant.</translation>
    </message>
    <message>
        <source>Python (python*);;All files (*)</source>
        <translation>Python (python*);;Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>QGIS could not write “{export}” into {folder}.</source>
        <translation>QGIS n’a pas pu écrire « {export} » dans {folder}.</translation>
    </message>
    <message>
        <source>QGIS {qgis_version}, Qt {qt_version}, Python {python}.</source>
        <translation>QGIS {qgis_version}, Qt {qt_version}, Python {python}.</translation>
    </message>
    <message>
        <source>QGIS&apos;s own proxy is passed on to the engine.</source>
        <translation>Le proxy de QGIS est transmis au moteur.</translation>
    </message>
    <message>
        <source>Random features</source>
        <translation>Caractéristiques aléatoires</translation>
    </message>
    <message>
        <source>Random features and Clay take pictures.</source>
        <translation>Caractéristiques aléatoires et Clay acceptent des images simples.</translation>
    </message>
    <message>
        <source>Rasters whose bands are put together with those of the image, for example one file a band, of 10 and of 20 metres. Bands are numbered on from those of the image.</source>
        <translation>Rasters dont les bandes sont réunies à celles de l’image, par exemple un fichier par bande, de 10 et de 20 mètres. La numérotation des bandes suit celles de l’image.</translation>
    </message>
    <message>
        <source>Read from the file or its name when it is left empty; if it is not there either, it counts as unknown.</source>
        <translation>Lu dans le fichier ou son nom si c’est laissé vide ; s’il n’y est pas non plus, il est considéré comme inconnu.</translation>
    </message>
    <message>
        <source>Read the embeddings from this raster, such as “Embed raster” makes, instead of asking the encoder. Points outside of it get none.</source>
        <translation>Lire les embeddings dans ce raster, tel que « Encoder un raster » en fait, au lieu d’interroger l’encodeur. Les points en dehors n’en reçoivent pas.</translation>
    </message>
    <message>
        <source>Read the sensor from a JSON file</source>
        <translation>Lire le capteur dans un fichier JSON</translation>
    </message>
    <message>
        <source>Reads the embedding of the patch that a point lies in. It comes as a list of numbers that can be stored, compared or plotted. With a second point, it says how similar the two are.</source>
        <translation>Lit l’embedding du patch où se trouve un point. C’est une liste de nombres que l’on peut enregistrer, comparer ou tracer. Avec un second point, il dit à quel point les deux sont semblables.</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Méthode</translation>
    </message>
    <message>
        <source>Reflectance is the number in the file × scale + offset; empty where that is unknown</source>
        <translation>La réflectance est le nombre du fichier × échelle + décalage ; vide si c’est inconnu</translation>
    </message>
    <message>
        <source>Refuse wrong coordinates</source>
        <translation>Refuser les coordonnées fausses</translation>
    </message>
    <message>
        <source>Remove &amp;all</source>
        <translation>Tout su&amp;pprimer</translation>
    </message>
    <message>
        <source>Remove &amp;chosen</source>
        <translation>Supprimer la sél&amp;ection</translation>
    </message>
    <message>
        <source>Remove Landprint&apos;s engine, {size}?

{folder}

Weights and results stay; weights are removed under Models…. It can be set up again at any time.</source>
        <translation>Supprimer le moteur de Landprint, {size} ?

{folder}

Poids et résultats restent ; les poids se suppriment sous Modèles…. Il peut être réinstallé à tout moment.</translation>
    </message>
    <message>
        <source>Remove band</source>
        <translation>Supprimer la bande</translation>
    </message>
    <message>
        <source>Remove that layer first, or choose another file.</source>
        <translation>Supprimez d’abord cette couche, ou choisissez un autre fichier.</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>Supprimé</translation>
    </message>
    <message>
        <source>Removing…</source>
        <translation>Suppression…</translation>
    </message>
    <message>
        <source>Repair the layer&apos;s source first.</source>
        <translation>Réparez d’abord la source de la couche.</translation>
    </message>
    <message>
        <source>Resample to (metres a pixel)</source>
        <translation>Rééchantillonner à (mètres par pixel)</translation>
    </message>
    <message>
        <source>Resolution (degrees)</source>
        <translation>Résolution (degrés)</translation>
    </message>
    <message>
        <source>Restart QGIS; if it stays, set up the engine again.</source>
        <translation>Redémarrez QGIS ; si cela persiste, réinstallez le moteur.</translation>
    </message>
    <message>
        <source>Results could not be kept in {folder}: {reason}.</source>
        <translation>Les résultats n’ont pas pu être conservés dans {folder} : {reason}.</translation>
    </message>
    <message>
        <source>Row {index}: {sentence}</source>
        <translation>Ligne {index} : {sentence}</translation>
    </message>
    <message>
        <source>Runs the model</source>
        <translation>Exécute le modèle</translation>
    </message>
    <message>
        <source>S&amp;cale</source>
        <translation>Éc&amp;helle</translation>
    </message>
    <message>
        <source>Sa&amp;ve…</source>
        <translation>&amp;Enregistrer…</translation>
    </message>
    <message>
        <source>SatCLIP ResNet18 L10</source>
        <translation>SatCLIP ResNet18 L10</translation>
    </message>
    <message>
        <source>SatCLIP ResNet18 L10, images</source>
        <translation>SatCLIP ResNet18 L10, images</translation>
    </message>
    <message>
        <source>SatCLIP ResNet18 L40</source>
        <translation>SatCLIP ResNet18 L40</translation>
    </message>
    <message>
        <source>SatCLIP ResNet18 L40, images</source>
        <translation>SatCLIP ResNet18 L40, images</translation>
    </message>
    <message>
        <source>SatCLIP ResNet50 L10</source>
        <translation>SatCLIP ResNet50 L10</translation>
    </message>
    <message>
        <source>SatCLIP ResNet50 L10, images</source>
        <translation>SatCLIP ResNet50 L10, images</translation>
    </message>
    <message>
        <source>SatCLIP ResNet50 L40</source>
        <translation>SatCLIP ResNet50 L40</translation>
    </message>
    <message>
        <source>SatCLIP ResNet50 L40, images</source>
        <translation>SatCLIP ResNet50 L40, images</translation>
    </message>
    <message>
        <source>SatCLIP ViT16 L10</source>
        <translation>SatCLIP ViT16 L10</translation>
    </message>
    <message>
        <source>SatCLIP ViT16 L10, images</source>
        <translation>SatCLIP ViT16 L10, images</translation>
    </message>
    <message>
        <source>SatCLIP ViT16 L40</source>
        <translation>SatCLIP ViT16 L40</translation>
    </message>
    <message>
        <source>SatCLIP ViT16 L40, images</source>
        <translation>SatCLIP ViT16 L40, images</translation>
    </message>
    <message>
        <source>SatCLIP is published for research. It shows what is alike on the scale of continents and climates: L40 down to about a hundred kilometres, L10 coarser. It is not made for fine-grained questions within a city or region, knows little of the oceans and the poles, where it saw no images, and is not for defence or surveillance.</source>
        <translation>SatCLIP est publié pour la recherche. Il montre ce qui se ressemble à l’échelle des continents et des climats : L40 jusqu’à une centaine de kilomètres, L10 plus grossièrement. Il n’est pas fait pour des questions fines au sein d’une ville ou d’une région, connaît peu les océans et les pôles, dont il n’a pas vu d’images, et n’est ni pour la défense ni pour la surveillance.</translation>
    </message>
    <message>
        <source>Satellite image</source>
        <translation>Image satellite</translation>
    </message>
    <message>
        <source>Satellogic L1D</source>
        <translation>Satellogic L1D</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Save the project in another folder.</source>
        <translation>Enregistrez le projet dans un autre dossier.</translation>
    </message>
    <message>
        <source>Save the sensor</source>
        <translation>Enregistrer le capteur</translation>
    </message>
    <message>
        <source>Save the sensor to a JSON file</source>
        <translation>Enregistrer le capteur dans un fichier JSON</translation>
    </message>
    <message>
        <source>Says whether an encoder gives here the numbers that were published of it: the log has each comparison, and a sentence says how far they go.</source>
        <translation>Dit si un encodeur donne ici les nombres publiés à son sujet : le journal contient chaque comparaison, et une phrase dit jusqu’où elles vont.</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Échelle</translation>
    </message>
    <message>
        <source>Scale of another embedding raster</source>
        <translation>Échelle d’un autre raster d’embeddings</translation>
    </message>
    <message>
        <source>Scenes</source>
        <translation>Scènes</translation>
    </message>
    <message>
        <source>Score by squares (R2, or share of right classes)</source>
        <translation>Score par carrés (R2, ou part de classes justes)</translation>
    </message>
    <message>
        <source>Score without looking at the embeddings</source>
        <translation>Score sans regarder les embeddings</translation>
    </message>
    <message>
        <source>Seconds that one process needs</source>
        <translation>Secondes nécessaires à un processus</translation>
    </message>
    <message>
        <source>See what is there and what is wrong</source>
        <translation>Voir ce qui est là et ce qui ne va pas</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Graine</translation>
    </message>
    <message>
        <source>Select one in the layer, or give its id or place.</source>
        <translation>Sélectionnez-en un dans la couche, ou donnez son identifiant ou son lieu.</translation>
    </message>
    <message>
        <source>Sensor</source>
        <translation>Capteur</translation>
    </message>
    <message>
        <source>Sensor (*.json)</source>
        <translation>Capteur (*.json)</translation>
    </message>
    <message>
        <source>Sensor of your own (JSON)</source>
        <translation>Votre propre capteur (JSON)</translation>
    </message>
    <message>
        <source>Sensor of {layer}</source>
        <translation>Capteur de {layer}</translation>
    </message>
    <message>
        <source>Sensor&apos;s band</source>
        <translation>Bande du capteur</translation>
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
        <translation>Image Sentinel-2</translation>
    </message>
    <message>
        <source>Set &amp;up again</source>
        <translation>&amp;Réinstaller</translation>
    </message>
    <message>
        <source>Set &amp;up the engine</source>
        <translation>&amp;Installer le moteur</translation>
    </message>
    <message>
        <source>Set it up: the dock has the button.</source>
        <translation>Installez-le : le panneau a le bouton.</translation>
    </message>
    <message>
        <source>Set the layer&apos;s CRS, or give them in the raster&apos;s own coordinates.</source>
        <translation>Définissez le SCR de la couche, ou donnez-les dans les coordonnées du raster.</translation>
    </message>
    <message>
        <source>Set the layer&apos;s CRS.</source>
        <translation>Définissez le SCR de la couche.</translation>
    </message>
    <message>
        <source>Set up Landprint</source>
        <translation>Installer Landprint</translation>
    </message>
    <message>
        <source>Set up its environment again, or choose another Python in the dock.</source>
        <translation>Réinstallez son environnement, ou choisissez un autre Python dans le panneau.</translation>
    </message>
    <message>
        <source>Set up its environment again.</source>
        <translation>Réinstallez son environnement.</translation>
    </message>
    <message>
        <source>Several places</source>
        <translation>Plusieurs lieux</translation>
    </message>
    <message>
        <source>Share of right classes</source>
        <translation>Part de classes justes</translation>
    </message>
    <message>
        <source>Shows where else looks like the places that are given: each pixel of the result is the similarity to them, between -1 and 1. Give a point, or a layer of points, lines or areas, or both; a second layer may say what is not meant.</source>
        <translation>Montre où cela ressemble aussi aux lieux indiqués : chaque pixel du résultat est la similarité avec eux, entre -1 et 1. Indiquez un point, ou une couche de points, de lignes ou de surfaces, ou les deux ; une seconde couche peut dire ce qui n’est pas voulu.</translation>
    </message>
    <message>
        <source>Shows where on Earth a Sentinel-2 image could be: SatCLIP&apos;s image encoder sees what is in it, and the map says how well each place fits. Where the image lies is not looked at. It needs both parts of the encoder&apos;s weights, location and image. {limits}</source>
        <translation>Montre où sur Terre pourrait se trouver une image Sentinel-2 : l’encodeur d’images de SatCLIP voit ce qu’elle contient, et la carte dit à quel point chaque lieu convient. La position de l’image n’est pas regardée. Il faut les deux parties des poids de l’encodeur, location et image. {limits}</translation>
    </message>
    <message>
        <source>Side of the squares (degrees)</source>
        <translation>Côté des carrés (degrés)</translation>
    </message>
    <message>
        <source>Similar points</source>
        <translation>Points semblables</translation>
    </message>
    <message>
        <source>Similar points need one to be like.</source>
        <translation>Les points semblables ont besoin d’un point auquel ressembler.</translation>
    </message>
    <message>
        <source>Similar to these places</source>
        <translation>Semblable à ces lieux</translation>
    </message>
    <message>
        <source>Similar to this point</source>
        <translation>Semblable à ce point</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>Similarité</translation>
    </message>
    <message>
        <source>Similarity map</source>
        <translation>Carte de similarité</translation>
    </message>
    <message>
        <source>Similarity with the other point</source>
        <translation>Similarité avec l’autre point</translation>
    </message>
    <message>
        <source>Similarity with the other point: {cosine}; {plain}.</source>
        <translation>Similarité avec l’autre point : {cosine} ; {plain}.</translation>
    </message>
    <message>
        <source>Similarity {spread}; {valid} patches.</source>
        <translation>Similarité {spread} ; {valid} patchs.</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Size in bytes</source>
        <translation>Taille en octets</translation>
    </message>
    <message>
        <source>Size of all tiles in bytes</source>
        <translation>Taille de toutes les tuiles en octets</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Démarrage…</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Std. deviation</source>
        <translation>Écart-type</translation>
    </message>
    <message>
        <source>Stop looking</source>
        <translation>Arrêter la vérification</translation>
    </message>
    <message>
        <source>Stop where a row&apos;s coordinates cannot be read or are not on Earth, such as a latitude of 95. By default such rows are kept without an embedding, and counted.</source>
        <translation>S’arrêter là où les coordonnées d’une ligne ne peuvent être lues ou ne sont pas sur Terre, comme une latitude de 95. Par défaut, ces lignes sont gardées sans embedding, et comptées.</translation>
    </message>
    <message>
        <source>Stop; what has come so far is kept, and the next download goes on from there</source>
        <translation>Arrêter ; ce qui est arrivé est conservé, et le prochain téléchargement reprend là</translation>
    </message>
    <message>
        <source>Stop; what is done so far is kept and continued next time</source>
        <translation>Arrêter ; ce qui est fait est conservé et repris la prochaine fois</translation>
    </message>
    <message>
        <source>Stop; what was downloaded is kept, and the next press goes on from there</source>
        <translation>Arrêter ; ce qui est téléchargé est conservé, et le prochain appui reprend là</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Arrêt…</translation>
    </message>
    <message>
        <source>Store the values by the scale and offset of this embedding raster, of the same encoder, so that GDAL and QGIS can put both together. What lies beyond is clipped, and the log says how much.</source>
        <translation>Enregistrer les valeurs avec l’échelle et le décalage de ce raster d’embeddings, du même encodeur, pour que GDAL et QGIS puissent réunir les deux. Ce qui dépasse est coupé, et le journal dit combien.</translation>
    </message>
    <message>
        <source>Stored as</source>
        <translation>Enregistré comme</translation>
    </message>
    <message>
        <source>TB</source>
        <translation>To</translation>
    </message>
    <message>
        <source>Take the weights from a file you have</source>
        <translation>Prendre les poids dans un fichier que vous avez</translation>
    </message>
    <message>
        <source>Take these weights along, so that none is downloaded</source>
        <translation>Emporter ces poids, pour n’en télécharger aucun</translation>
    </message>
    <message>
        <source>Takes over an encoder&apos;s weights from a file that you have, without a network: what is needed of it is copied into Landprint&apos;s folder and checked. Nothing inside the file is executed.</source>
        <translation>Reprend les poids d’un encodeur depuis un fichier que vous avez, sans réseau : le nécessaire est copié dans le dossier de Landprint et vérifié. Rien dans le fichier n’est exécuté.</translation>
    </message>
    <message>
        <source>Testing the engine</source>
        <translation>Test du moteur</translation>
    </message>
    <message>
        <source>The 12 bands in order, B01 to B12, where they cannot be recognised by their names.</source>
        <translation>Les 12 bandes dans l’ordre, B01 à B12, là où leurs noms ne permettent pas de les reconnaître.</translation>
    </message>
    <message>
        <source>The CRS of “{value}” is unknown.</source>
        <translation>Le SCR de « {value} » est inconnu.</translation>
    </message>
    <message>
        <source>The Earth is embedded already: {size}.</source>
        <translation>La Terre est déjà encodée : {size}.</translation>
    </message>
    <message numerus="yes">
        <source>The Earth is embedded: {n} places.</source>
        <translation>
            <numerusform>La Terre est encodée : {n} lieu.</numerusform>
            <numerusform>La Terre est encodée : {n} lieux.</numerusform>
        </translation>
    </message>
    <message>
        <source>The address of {name} was not found.</source>
        <translation>L’adresse de {name} est introuvable.</translation>
    </message>
    <message>
        <source>The area has {size}, {gigabytes} GB: at most {most} GB are written.</source>
        <translation>La zone a {size}, {gigabytes} Go : au plus {most} Go sont écrits.</translation>
    </message>
    <message>
        <source>The area has {size}, {tiles} tiles of “{layer}”: at most {most} are drawn.</source>
        <translation>La zone a {size}, {tiles} tuiles de « {layer} » : au plus {most} sont dessinées.</translation>
    </message>
    <message>
        <source>The bands to use. When none is chosen: all of them, or those that the encoder knows of the sensor.</source>
        <translation>Les bandes à utiliser. Si aucune n’est choisie : toutes, ou celles du capteur que l’encodeur connaît.</translation>
    </message>
    <message>
        <source>The certificate of {name} is not trusted here: your network may inspect encrypted connections.</source>
        <translation>Le certificat de {name} n’est pas reconnu ici : votre réseau inspecte peut-être les connexions chiffrées.</translation>
    </message>
    <message>
        <source>The chip of {pixels} x {pixels} pixels around {x}, {y}</source>
        <translation>La vignette de {pixels} x {pixels} pixels autour de {x}, {y}</translation>
    </message>
    <message>
        <source>The column to learn. Points without a value are left out.</source>
        <translation>La colonne à apprendre. Les points sans valeur sont écartés.</translation>
    </message>
    <message>
        <source>The computer may have run out of memory, or a virus scanner may have stopped it. Press the button again.</source>
        <translation>L’ordinateur a peut-être manqué de mémoire, ou un antivirus l’a arrêtée. Appuyez à nouveau sur le bouton.</translation>
    </message>
    <message>
        <source>The computer runs {platform}.</source>
        <translation>L’ordinateur fonctionne sous {platform}.</translation>
    </message>
    <message>
        <source>The cosine of the embeddings themselves. By default, what all points have in common is taken out first.</source>
        <translation>Le cosinus des embeddings eux-mêmes. Par défaut, ce que tous les points ont en commun est d’abord retiré.</translation>
    </message>
    <message>
        <source>The cosine of the embeddings themselves. Usually everything is then near 1; by default, what all places have in common is taken out first.</source>
        <translation>Le cosinus des embeddings eux-mêmes. Tout est alors souvent proche de 1 ; par défaut, ce que tous les lieux ont en commun est d’abord retiré.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>Le disque est plein.</translation>
    </message>
    <message>
        <source>The embedded point that is nearest to it is picked: “x,y [EPSG:4326]”. Without a CRS: in that of the layer.</source>
        <translation>Le point encodé le plus proche est choisi : « x,y [EPSG:4326] ». Sans SCR : dans celui de la couche.</translation>
    </message>
    <message>
        <source>The encoder&apos;s weights</source>
        <translation>Les poids de l’encodeur</translation>
    </message>
    <message>
        <source>The engine could not be set up: {name}.</source>
        <translation>Le moteur n’a pas pu être installé : {name}.</translation>
    </message>
    <message>
        <source>The engine does not start.</source>
        <translation>Le moteur ne démarre pas.</translation>
    </message>
    <message>
        <source>The engine is in use or being set up in another window.</source>
        <translation>Le moteur est utilisé, ou en cours d’installation dans une autre fenêtre.</translation>
    </message>
    <message>
        <source>The engine is ready</source>
        <translation>Le moteur est prêt</translation>
    </message>
    <message>
        <source>The engine was installed by Landprint, {title}: {environment}.</source>
        <translation>Le moteur a été installé par Landprint, {title} : {environment}.</translation>
    </message>
    <message>
        <source>The engine was not looked at: you stopped it.</source>
        <translation>Le moteur n’a pas été vérifié : vous avez arrêté.</translation>
    </message>
    <message>
        <source>The engine&apos;s Python does not start: {python}.</source>
        <translation>Le Python du moteur ne démarre pas : {python}.</translation>
    </message>
    <message>
        <source>The engine&apos;s Python is missing: {python}.</source>
        <translation>Le Python du moteur manque : {python}.</translation>
    </message>
    <message>
        <source>The engine&apos;s Python is that of the plugin&apos;s folder: {python}.</source>
        <translation>Le Python du moteur est celui du dossier de l’extension : {python}.</translation>
    </message>
    <message>
        <source>The engine&apos;s Python was chosen by you: {python}.</source>
        <translation>Le Python du moteur a été choisi par vous : {python}.</translation>
    </message>
    <message>
        <source>The environment&apos;s Python</source>
        <translation>Le Python de l’environnement</translation>
    </message>
    <message>
        <source>The export needs {megabytes} MB of {folder}, and {free} MB are free.</source>
        <translation>L’export a besoin de {megabytes} Mo de {folder}, et {free} Mo sont libres.</translation>
    </message>
    <message>
        <source>The file that “Fit attribute” wrote.</source>
        <translation>Le fichier écrit par « Ajuster un attribut ».</translation>
    </message>
    <message>
        <source>The folder for the plan, the tiles and their index. It is made.</source>
        <translation>Le dossier du plan, des tuiles et de leur index. Il est créé.</translation>
    </message>
    <message>
        <source>The folder that “Plan tiles” wrote.</source>
        <translation>Le dossier écrit par « Planifier les tuiles ».</translation>
    </message>
    <message>
        <source>The hour (UTC) that Clay is told with the date. Read from the file or its name when it is left empty; if it is not there either, it counts as noon, as in Clay&apos;s training.</source>
        <translation>L’heure (UTC) donnée à Clay avec la date. Lue dans le fichier ou son nom si c’est laissé vide ; si elle n’y est pas non plus, midi est pris, comme à l’entraînement de Clay.</translation>
    </message>
    <message>
        <source>The image is taken as it is when this is left empty. Encoders know the pixel size of their sensors: 10 for Sentinel-2. A web layer is drawn with pixels of about this size.</source>
        <translation>L’image est prise telle quelle si c’est laissé vide. Les encodeurs connaissent la taille de pixel de leurs capteurs : 10 pour Sentinel-2. Une couche web est dessinée avec des pixels d’environ cette taille.</translation>
    </message>
    <message>
        <source>The image&apos;s band of each sensor band</source>
        <translation>La bande de l’image pour chaque bande du capteur</translation>
    </message>
    <message>
        <source>The image&apos;s band that is {name}</source>
        <translation>La bande de l’image qui est {name}</translation>
    </message>
    <message>
        <source>The kit</source>
        <translation>Le kit</translation>
    </message>
    <message>
        <source>The kit is ready</source>
        <translation>Le kit est prêt</translation>
    </message>
    <message>
        <source>The kit is ready: {size}.</source>
        <translation>Le kit est prêt : {size}.</translation>
    </message>
    <message>
        <source>The kit was changed after it was made, or not copied whole: copy it once more, or make it again.</source>
        <translation>Le kit a été modifié après sa création, ou copié incomplètement : copiez-le à nouveau, ou recréez-le.</translation>
    </message>
    <message>
        <source>The machine may have run out of memory: close other programs or choose a smaller area.</source>
        <translation>La machine a peut-être manqué de mémoire : fermez d’autres programmes ou choisissez une zone plus petite.</translation>
    </message>
    <message>
        <source>The map shows no part of this layer.</source>
        <translation>La carte ne montre aucune partie de cette couche.</translation>
    </message>
    <message>
        <source>The output is the input itself.</source>
        <translation>La sortie est l’entrée elle-même.</translation>
    </message>
    <message>
        <source>The output “{path}” is not {format}.</source>
        <translation>La sortie « {path} » n’est pas {format}.</translation>
    </message>
    <message>
        <source>The output “{path}” is open in this project as the layer “{layer}”.</source>
        <translation>La sortie « {path} » est ouverte dans ce projet comme couche « {layer} ».</translation>
    </message>
    <message>
        <source>The package index has a fault of its own.</source>
        <translation>Le serveur de paquets a lui-même une erreur.</translation>
    </message>
    <message>
        <source>The part to embed, grown to whole patches. The whole image when it is left empty.</source>
        <translation>La partie à encoder, étendue à des patchs entiers. Toute l’image si c’est laissé vide.</translation>
    </message>
    <message>
        <source>The patch around {x}, {y}: {dimension} dimensions, length {norm}.</source>
        <translation>Le patch autour de {x}, {y} : {dimension} dimensions, longueur {norm}.</translation>
    </message>
    <message>
        <source>The path of {name} is too long for this system.</source>
        <translation>Le chemin de {name} est trop long pour ce système.</translation>
    </message>
    <message>
        <source>The place, in any CRS: “x,y [EPSG:4326]”. Without one, it is in the CRS of the raster.</source>
        <translation>Le lieu, dans n’importe quel SCR : « x,y [EPSG:4326] ». Sans SCR, c’est celui du raster.</translation>
    </message>
    <message>
        <source>The plain cosine of the two embeddings, from -1 to 1. Those of whole chips are seldom far from each other.</source>
        <translation>Le cosinus simple des deux embeddings, de -1 à 1. Ceux de vignettes entières sont rarement éloignés.</translation>
    </message>
    <message>
        <source>The points with their attributes, rank and similarity.</source>
        <translation>Les points avec leurs attributs, rang et similarité.</translation>
    </message>
    <message>
        <source>The project was closed without being saved. Its results are still here: {results}.</source>
        <translation>Le projet a été fermé sans être enregistré. Ses résultats sont encore là : {results}.</translation>
    </message>
    <message>
        <source>The proxy asks for a user name and a password.</source>
        <translation>Le proxy demande un nom d’utilisateur et un mot de passe.</translation>
    </message>
    <message>
        <source>The request is too large.</source>
        <translation>La requête est trop grande.</translation>
    </message>
    <message>
        <source>The same seed deals the squares in the same way.</source>
        <translation>La même graine répartit les carrés de la même façon.</translation>
    </message>
    <message>
        <source>The same seed gives the same classes.</source>
        <translation>La même graine donne les mêmes classes.</translation>
    </message>
    <message>
        <source>The sensor&apos;s bands; mean and deviation are of the image&apos;s numbers, and what an encoder takes for normal</source>
        <translation>Les bandes du capteur ; moyenne et écart-type sont ceux des nombres de l’image, et ce qu’un encodeur tient pour normal</translation>
    </message>
    <message>
        <source>The sensor&apos;s names of the chosen bands, in their order: “blue,green,red,nir”. Only where they cannot be recognised by their names or wavelengths.</source>
        <translation>Les noms du capteur pour les bandes choisies, dans leur ordre : « blue,green,red,nir ». Seulement là où leurs noms ou longueurs d’onde ne permettent pas de les reconnaître.</translation>
    </message>
    <message>
        <source>The set-up was ended from outside: {name}.</source>
        <translation>L’installation a été interrompue de l’extérieur : {name}.</translation>
    </message>
    <message>
        <source>The side of a pixel on the ground, in metres</source>
        <translation>Le côté d’un pixel au sol, en mètres</translation>
    </message>
    <message>
        <source>The side of the square that becomes one pixel of the result. Small patches show small things and take longer; large ones show the character of an area. Galileo takes 1 to 8, Clay 8; SatCLIP&apos;s image encoders have their own size, whatever is given here.</source>
        <translation>Le côté du carré qui devient un pixel du résultat. De petits patchs montrent de petites choses et prennent plus de temps ; de grands montrent le caractère d’une zone. Galileo accepte de 1 à 8, Clay 8 ; les encodeurs d’images de SatCLIP ont leur propre taille, quoi qu’on indique ici.</translation>
    </message>
    <message>
        <source>The side of what is embedded at once. It is rounded so that no square of the encoder lies on two tiles.</source>
        <translation>Le côté de ce qui est encodé à la fois. Il est arrondi pour qu’aucun carré de l’encodeur ne soit sur deux tuiles.</translation>
    </message>
    <message>
        <source>The squares are dealt into so many parts; each is predicted from the others.</source>
        <translation>Les carrés sont répartis en autant de parties ; chacune est prédite à partir des autres.</translation>
    </message>
    <message>
        <source>The sum of this file of the kit is another one.</source>
        <translation>La somme de contrôle de ce fichier du kit est différente.</translation>
    </message>
    <message>
        <source>The system that the kit is for</source>
        <translation>Le système auquel le kit est destiné</translation>
    </message>
    <message>
        <source>The values of the chip&apos;s embedding</source>
        <translation>Les valeurs de l’embedding de la vignette</translation>
    </message>
    <message>
        <source>The values of the embedding at the picked place</source>
        <translation>Les valeurs de l’embedding au lieu choisi</translation>
    </message>
    <message>
        <source>The weights of {encoder} are removed</source>
        <translation>Les poids de {encoder} sont supprimés</translation>
    </message>
    <message>
        <source>There is no connection to the network.</source>
        <translation>Il n’y a pas de connexion au réseau.</translation>
    </message>
    <message>
        <source>There is no engine to look at.</source>
        <translation>Il n’y a pas de moteur à vérifier.</translation>
    </message>
    <message>
        <source>There is no file {path}.</source>
        <translation>Il n’y a pas de fichier {path}.</translation>
    </message>
    <message>
        <source>There is no file {text}.</source>
        <translation>Il n’y a pas de fichier {text}.</translation>
    </message>
    <message>
        <source>There is no other point with an embedding.</source>
        <translation>Il n’y a pas d’autre point avec un embedding.</translation>
    </message>
    <message>
        <source>There is no place to look for.</source>
        <translation>Il n’y a pas de lieu à rechercher.</translation>
    </message>
    <message>
        <source>There is nothing to predict the attribute for.</source>
        <translation>Il n’y a rien pour quoi prédire l’attribut.</translation>
    </message>
    <message>
        <source>There is too little room for the engine: {name}.</source>
        <translation>Il y a trop peu de place pour le moteur : {name}.</translation>
    </message>
    <message>
        <source>These results of Landprint are not saved and would be lost:

{results}

Keep them?</source>
        <translation>Ces résultats de Landprint ne sont pas enregistrés et seraient perdus :

{results}

Les conserver ?</translation>
    </message>
    <message>
        <source>This Python lacks what the engine needs: {name}.</source>
        <translation>Il manque à ce Python ce dont le moteur a besoin : {name}.</translation>
    </message>
    <message>
        <source>This file of the kit has another size.</source>
        <translation>Ce fichier du kit a une autre taille.</translation>
    </message>
    <message>
        <source>This is {sensor}. Encoders that learned from such images tell more:</source>
        <translation>C’est {sensor}. Les encodeurs qui ont appris de telles images en disent plus :</translation>
    </message>
    <message>
        <source>This kit cannot be used: {name}.</source>
        <translation>Ce kit ne peut pas être utilisé : {name}.</translation>
    </message>
    <message>
        <source>This place is outside the area of “{layer}” that was embedded.</source>
        <translation>Ce lieu est hors de la zone de « {layer} » qui a été encodée.</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Fils d’exécution</translation>
    </message>
    <message>
        <source>Tile size (pixels)</source>
        <translation>Taille de tuile (pixels)</translation>
    </message>
    <message>
        <source>Tile {number}: {message}</source>
        <translation>Tuile {number} : {message}</translation>
    </message>
    <message>
        <source>Tiles</source>
        <translation>Tuiles</translation>
    </message>
    <message>
        <source>Tiles that are embedded</source>
        <translation>Tuiles encodées</translation>
    </message>
    <message>
        <source>Tiles that are missing</source>
        <translation>Tuiles manquantes</translation>
    </message>
    <message>
        <source>Tiles that are not embedded</source>
        <translation>Tuiles non encodées</translation>
    </message>
    <message>
        <source>Tiles that failed</source>
        <translation>Tuiles en échec</translation>
    </message>
    <message>
        <source>Trace of the position</source>
        <translation>Trace de la position</translation>
    </message>
    <message>
        <source>Try again, or set it up again.</source>
        <translation>Réessayez, ou réinstallez-le.</translation>
    </message>
    <message>
        <source>Try again; it starts anew.</source>
        <translation>Réessayez ; il redémarre.</translation>
    </message>
    <message>
        <source>Turns a satellite image into an embedding raster: each patch of pixels becomes one pixel whose bands are the fingerprint of what is there. Similarity maps and classes are made from it. A run that was interrupted continues where it stopped when it is started again with the same settings.</source>
        <translation>Transforme une image satellite en raster d’embeddings : chaque patch de pixels devient un pixel dont les bandes sont l’empreinte de ce qui s’y trouve. Cartes de similarité et classes en sont tirées. Une exécution interrompue reprend où elle s’est arrêtée si elle est relancée avec les mêmes réglages.</translation>
    </message>
    <message>
        <source>Turns longitude and latitude into a fingerprint of the place, learned from Sentinel-2 images of all land. L40 shows finer patterns, L10 is smoother; the rest of the name is the image encoder that it was trained beside. “Download weights” gets it (4 to 10 MB).</source>
        <translation>Transforme longitude et latitude en une empreinte du lieu, apprise d’images Sentinel-2 de toutes les terres. L40 montre des motifs plus fins, L10 est plus lisse ; le reste du nom est l’encodeur d’images à côté duquel il a été entraîné. « Télécharger les poids » le récupère (4 à 10 Mo).</translation>
    </message>
    <message>
        <source>Unpacking Python</source>
        <translation>Extraction de Python</translation>
    </message>
    <message>
        <source>Unpacking {count} packages</source>
        <translation>Extraction de {count} paquets</translation>
    </message>
    <message>
        <source>Unpacking {file}</source>
        <translation>Extraction de {file}</translation>
    </message>
    <message>
        <source>Use a &amp;file…</source>
        <translation>Utiliser un &amp;fichier…</translation>
    </message>
    <message>
        <source>Use a file</source>
        <translation>Utiliser un fichier</translation>
    </message>
    <message>
        <source>Use an e&amp;xisting environment…</source>
        <translation>Utiliser un environnement e&amp;xistant…</translation>
    </message>
    <message>
        <source>Use an existing environment that has its packages, or another computer.</source>
        <translation>Utilisez un environnement existant qui a ses paquets, ou un autre ordinateur.</translation>
    </message>
    <message>
        <source>Use fewer points.</source>
        <translation>Utilisez moins de points.</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Valeurs</translation>
    </message>
    <message>
        <source>Wavelength (nm)</source>
        <translation>Longueur d’onde (nm)</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Poids</translation>
    </message>
    <message>
        <source>Weights (*.ckpt *.pt *.pth *.safetensors);;All files (*)</source>
        <translation>Poids (*.ckpt *.pt *.pth *.safetensors);;Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Weights and what interrupted runs have done; what is in the old folder stays there</source>
        <translation>Les poids et ce qu’ont fait les exécutions interrompues ; ce qui est dans l’ancien dossier y reste</translation>
    </message>
    <message>
        <source>What is added after the scale; empty for 0</source>
        <translation>Ce qui est ajouté après l’échelle ; vide pour 0</translation>
    </message>
    <message>
        <source>What is chosen here counts from the next request on. In the toolbox, a value that is set there comes first. The engine itself is set up in Landprint&apos;s dock.</source>
        <translation>Ce qui est choisi ici compte dès la prochaine requête. Dans la boîte à outils, une valeur qui y est réglée l’emporte. Le moteur lui-même s’installe dans le panneau de Landprint.</translation>
    </message>
    <message>
        <source>What is left out: the inside of polygons, or some classes of a classification such as Sentinel-2&apos;s SCL or Landsat&apos;s QA_PIXEL.</source>
        <translation>Ce qui est écarté : l’intérieur de polygones, ou certaines classes d’une classification comme la SCL de Sentinel-2 ou le QA_PIXEL de Landsat.</translation>
    </message>
    <message>
        <source>What is missing of the encoder</source>
        <translation>Ce qui manque de l’encodeur</translation>
    </message>
    <message>
        <source>What is there, what is wrong, what helps</source>
        <translation>Ce qui est là, ce qui ne va pas, ce qui aide</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>Ce que c’est</translation>
    </message>
    <message>
        <source>What makes the fingerprint. “galileo-nano” is for Sentinel-2 and runs on any laptop (4 MB to download). “clay-v1.5” is a large model for many sensors (1.25 GB to download). SatCLIP&apos;s image encoders take Sentinel-2 with all 12 bands; their fingerprints are comparable with those of places, for research only. “Download weights” gets what is missing.</source>
        <translation>Ce qui fait l’empreinte. « galileo-nano » est pour Sentinel-2 et fonctionne sur tout ordinateur portable (4 Mo à télécharger). « clay-v1.5 » est un grand modèle pour de nombreux capteurs (1,25 Go à télécharger). Les encodeurs d’images de SatCLIP prennent Sentinel-2 avec les 12 bandes ; leurs empreintes sont comparables à celles de lieux, pour la recherche seulement. « Télécharger les poids » récupère ce qui manque.</translation>
    </message>
    <message>
        <source>What makes the fingerprints. “random-features” is built in, takes any bands and needs no download. “galileo-nano” has learned from satellite images of the whole Earth, is for Sentinel-2 and runs on any laptop (4 MB to download). “clay-v1.5” is a large model for many sensors (1.25 GB to download); without a graphics card it takes seconds for each 256 x 256 pixels. SatCLIP&apos;s image encoders give one fingerprint per 256 x 256 pixels (ViT16: 224) of Sentinel-2 with all 12 bands, comparable with those of places, for research only. “Download weights” gets what is missing.</source>
        <translation>Ce qui fait les empreintes. « random-features » est intégré, prend n’importe quelles bandes et ne demande aucun téléchargement. « galileo-nano » a appris d’images satellite de toute la Terre, est pour Sentinel-2 et fonctionne sur tout ordinateur portable (4 Mo à télécharger). « clay-v1.5 » est un grand modèle pour de nombreux capteurs (1,25 Go à télécharger) ; sans carte graphique, il prend des secondes pour chaque carré de 256 x 256 pixels. Les encodeurs d’images de SatCLIP donnent une empreinte par 256 x 256 pixels (ViT16 : 224) de Sentinel-2 avec les 12 bandes, comparable à celles de lieux, pour la recherche seulement. « Télécharger les poids » récupère ce qui manque.</translation>
    </message>
    <message>
        <source>What models run on</source>
        <translation>Sur quoi les modèles s’exécutent</translation>
    </message>
    <message>
        <source>What the check says</source>
        <translation>Ce que dit la vérification</translation>
    </message>
    <message>
        <source>What the embedding raster&apos;s numbers are: “plain”, the values themselves; “alphaearth”, the signed bytes of AlphaEarth&apos;s Satellite Embedding; “tessera”, codes with the scale of each pixel beside them. “auto” recognises it by the file, or takes what was chosen for the layer in Landprint&apos;s dock.</source>
        <translation>Ce que sont les nombres du raster d’embeddings : « plain », les valeurs elles-mêmes ; « alphaearth », les octets signés du Satellite Embedding d’AlphaEarth ; « tessera », des codes avec l’échelle de chaque pixel à côté. « auto » le reconnaît d’après le fichier, ou reprend ce qui a été choisi pour la couche dans le panneau de Landprint.</translation>
    </message>
    <message>
        <source>What the numbers are: the sensor&apos;s counts, reflectance 0 to 1 or 0 to 10,000, Sentinel-2 counts or reflectance with the offset of 1,000 or 0.1 (since 2022), decibels, power or amplitude of a radar. “auto” tells by the file and its values.</source>
        <translation>Ce que sont les nombres : les comptes du capteur, la réflectance de 0 à 1 ou de 0 à 10 000, les comptes ou la réflectance de Sentinel-2 avec le décalage de 1 000 ou 0,1 (depuis 2022), les décibels, la puissance ou l’amplitude d’un radar. « auto » le déduit du fichier et de ses valeurs.</translation>
    </message>
    <message>
        <source>What the numbers are; “auto” tells by the values.</source>
        <translation>Ce que sont les nombres ; « auto » le déduit des valeurs.</translation>
    </message>
    <message>
        <source>What the numbers in the image are</source>
        <translation>Ce que sont les nombres dans l’image</translation>
    </message>
    <message>
        <source>What the numbers of the image are</source>
        <translation>Ce que sont les nombres de l’image</translation>
    </message>
    <message>
        <source>What the sensor is called</source>
        <translation>Comment s’appelle le capteur</translation>
    </message>
    <message>
        <source>When the mask is a raster: numbers with commas between, or words for Sentinel-2&apos;s SCL and Landsat&apos;s QA_PIXEL: “cloud, cloud shadow, cirrus, snow, water”. Of these two, clouds and their shadows when it is left empty.</source>
        <translation>Quand le masque est un raster : des nombres séparés par des virgules, ou des mots pour la SCL de Sentinel-2 et le QA_PIXEL de Landsat : « cloud, cloud shadow, cirrus, snow, water ». Pour ces deux-là, les nuages et leurs ombres si c’est laissé vide.</translation>
    </message>
    <message>
        <source>Whether it gives the numbers that were published of it</source>
        <translation>S’il donne les nombres publiés à son sujet</translation>
    </message>
    <message>
        <source>Whether the numbers agree</source>
        <translation>Si les nombres concordent</translation>
    </message>
    <message>
        <source>Which sensor made the image</source>
        <translation>Quel capteur a fait l’image</translation>
    </message>
    <message>
        <source>Which sensor made the image. “auto” recognises it by its name, bands and values, and the log says what was recognised.</source>
        <translation>Quel capteur a fait l’image. « auto » le reconnaît à son nom, ses bandes et ses valeurs, et le journal dit ce qui a été reconnu.</translation>
    </message>
    <message>
        <source>Whose embeddings these are, and how their numbers are read; press to correct it</source>
        <translation>De qui sont ces embeddings, et comment leurs nombres sont lus ; appuyez pour corriger</translation>
    </message>
    <message>
        <source>Whose weights.</source>
        <translation>Les poids de quel encodeur.</translation>
    </message>
    <message>
        <source>With GPU</source>
        <translation>Avec GPU</translation>
    </message>
    <message>
        <source>With a STAC &amp;item, which tells other tools what they are</source>
        <translation>Avec un &amp;élément STAC, qui dit aux autres outils ce qu’ils sont</translation>
    </message>
    <message>
        <source>With a STAC item</source>
        <translation>Avec un élément STAC</translation>
    </message>
    <message>
        <source>With or without the packages for a GPU</source>
        <translation>Avec ou sans les paquets pour un GPU</translation>
    </message>
    <message>
        <source>Without a network: from a file made elsewhere</source>
        <translation>Sans réseau : depuis un fichier créé ailleurs</translation>
    </message>
    <message>
        <source>Without the chosen row</source>
        <translation>Sans la ligne choisie</translation>
    </message>
    <message>
        <source>Write a STAC item (.json) beside the result, which tells other tools by which model and from what it was made. It needs the day of the image.</source>
        <translation>Écrire un élément STAC (.json) à côté du résultat, qui dit aux autres outils par quel modèle et à partir de quoi il a été fait. Il a besoin du jour de l’image.</translation>
    </message>
    <message>
        <source>Write a number above 0, for example 0.0001; or nothing.</source>
        <translation>Écrivez un nombre supérieur à 0, par exemple 0,0001 ; ou rien.</translation>
    </message>
    <message>
        <source>Write a number, for example -0.1; or nothing.</source>
        <translation>Écrivez un nombre, par exemple -0,1 ; ou rien.</translation>
    </message>
    <message>
        <source>Write it as [EPSG:4326].</source>
        <translation>Écrivez-le comme [EPSG:4326].</translation>
    </message>
    <message>
        <source>Write numbers with commas between: 12,40.</source>
        <translation>Écrivez des nombres séparés par des virgules : 12,40.</translation>
    </message>
    <message>
        <source>Write the side of a pixel in metres, for example 10.</source>
        <translation>Écrivez le côté d’un pixel en mètres, par exemple 10.</translation>
    </message>
    <message>
        <source>Written by QGIS from the layer “{name}”: {size}.</source>
        <translation>Écrit par QGIS depuis la couche « {name} » : {size}.</translation>
    </message>
    <message>
        <source>a GeoPackage or GeoParquet file</source>
        <translation>un fichier GeoPackage ou GeoParquet</translation>
    </message>
    <message>
        <source>a GeoTIFF</source>
        <translation>un GeoTIFF</translation>
    </message>
    <message>
        <source>a JSON file</source>
        <translation>un fichier JSON</translation>
    </message>
    <message>
        <source>a few seconds</source>
        <translation>quelques secondes</translation>
    </message>
    <message>
        <source>a graphics card where there is one that can be used</source>
        <translation>une carte graphique là où il y en a une utilisable</translation>
    </message>
    <message>
        <source>a job of tiles</source>
        <translation>une tâche de tuiles</translation>
    </message>
    <message>
        <source>a raster of unknown origin</source>
        <translation>un raster d’origine inconnue</translation>
    </message>
    <message>
        <source>a web layer</source>
        <translation>une couche web</translation>
    </message>
    <message>
        <source>about {size} to download and keep</source>
        <translation>environ {size} à télécharger et à conserver</translation>
    </message>
    <message>
        <source>about {time}</source>
        <translation>environ {time}</translation>
    </message>
    <message>
        <source>agrees</source>
        <translation>concorde</translation>
    </message>
    <message>
        <source>all ({cores})</source>
        <translation>tous ({cores})</translation>
    </message>
    <message>
        <source>always 8 bits where a model has it: faster, a little less exact</source>
        <translation>toujours 8 bits quand un modèle les a : plus rapide, un peu moins exact</translation>
    </message>
    <message>
        <source>always full (32 bits)</source>
        <translation>toujours complète (32 bits)</translation>
    </message>
    <message>
        <source>any computer</source>
        <translation>tout ordinateur</translation>
    </message>
    <message>
        <source>band {number}</source>
        <translation>bande {number}</translation>
    </message>
    <message>
        <source>built in</source>
        <translation>intégré</translation>
    </message>
    <message>
        <source>cannot be read: choose…</source>
        <translation>illisible : à choisir…</translation>
    </message>
    <message>
        <source>computed by QGIS</source>
        <translation>calculée par QGIS</translation>
    </message>
    <message>
        <source>counts or reflectance</source>
        <translation>comptes ou réflectance</translation>
    </message>
    <message>
        <source>decibels (radar)</source>
        <translation>décibels (radar)</translation>
    </message>
    <message>
        <source>decoded</source>
        <translation>décodé</translation>
    </message>
    <message>
        <source>does not agree</source>
        <translation>ne concorde pas</translation>
    </message>
    <message>
        <source>for Sentinel-2, quick</source>
        <translation>pour Sentinel-2, rapide</translation>
    </message>
    <message>
        <source>for any computer</source>
        <translation>pour tout ordinateur</translation>
    </message>
    <message>
        <source>for information</source>
        <translation>pour information</translation>
    </message>
    <message>
        <source>for {here} there is no installation with GPU, but the one for any computer</source>
        <translation>pour {here} il n’y a pas d’installation avec GPU, mais celle pour tout ordinateur</translation>
    </message>
    <message>
        <source>from the values</source>
        <translation>d’après les valeurs</translation>
    </message>
    <message>
        <source>from {minimum} to {maximum}</source>
        <translation>de {minimum} à {maximum}</translation>
    </message>
    <message>
        <source>from {minimum} to {maximum}, {mean} on average</source>
        <translation>de {minimum} à {maximum}, {mean} en moyenne</translation>
    </message>
    <message>
        <source>give the band a name.</source>
        <translation>donnez un nom à la bande.</translation>
    </message>
    <message>
        <source>guessed: {guess}</source>
        <translation>supposé : {guess}</translation>
    </message>
    <message>
        <source>here, {size}</source>
        <translation>présent, {size}</translation>
    </message>
    <message>
        <source>images</source>
        <translation>images</translation>
    </message>
    <message>
        <source>in a database</source>
        <translation>dans une base de données</translation>
    </message>
    <message>
        <source>in no file</source>
        <translation>dans aucun fichier</translation>
    </message>
    <message>
        <source>it belongs to another version of Landprint</source>
        <translation>il appartient à une autre version de Landprint</translation>
    </message>
    <message>
        <source>it has glibc {here}, and the packages need {oldest} or newer</source>
        <translation>il a glibc {here}, et les paquets demandent {oldest} ou plus récent</translation>
    </message>
    <message>
        <source>it has macOS {here}, and the packages need {oldest} or newer</source>
        <translation>il a macOS {here}, et les paquets demandent {oldest} ou plus récent</translation>
    </message>
    <message>
        <source>it is for {title}, and this computer is {platform}</source>
        <translation>il est pour {title}, et cet ordinateur est {platform}</translation>
    </message>
    <message>
        <source>it lacks {file}</source>
        <translation>il y manque {file}</translation>
    </message>
    <message>
        <source>its C library is not glibc, which the packages are made for</source>
        <translation>sa bibliothèque C n’est pas glibc, pour laquelle les paquets sont faits</translation>
    </message>
    <message>
        <source>kB</source>
        <translation>ko</translation>
    </message>
    <message>
        <source>less than a second</source>
        <translation>moins d’une seconde</translation>
    </message>
    <message>
        <source>longitude and latitude</source>
        <translation>longitude et latitude</translation>
    </message>
    <message>
        <source>macOS, Apple chip</source>
        <translation>macOS, puce Apple</translation>
    </message>
    <message>
        <source>macOS, Intel chip</source>
        <translation>macOS, puce Intel</translation>
    </message>
    <message>
        <source>many sensors, slow</source>
        <translation>nombreux capteurs, lent</translation>
    </message>
    <message>
        <source>new own sensor</source>
        <translation>nouveau capteur à vous</translation>
    </message>
    <message>
        <source>no download</source>
        <translation>aucun téléchargement</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>none is here to take along; see Models…</source>
        <translation>aucun ici à emporter ; voir Modèles…</translation>
    </message>
    <message>
        <source>not a file</source>
        <translation>pas un fichier</translation>
    </message>
    <message>
        <source>not downloaded</source>
        <translation>non téléchargé</translation>
    </message>
    <message>
        <source>not in this image</source>
        <translation>pas dans cette image</translation>
    </message>
    <message>
        <source>nowhere</source>
        <translation>nulle part</translation>
    </message>
    <message>
        <source>number or category</source>
        <translation>nombre ou catégorie</translation>
    </message>
    <message>
        <source>places</source>
        <translation>lieux</translation>
    </message>
    <message>
        <source>places on Earth</source>
        <translation>lieux sur Terre</translation>
    </message>
    <message>
        <source>plain</source>
        <translation>simple</translation>
    </message>
    <message>
        <source>the layer “{export}”, {size}</source>
        <translation>la couche « {export} », {size}</translation>
    </message>
    <message>
        <source>the plain cosine, without removing the raster&apos;s mean, is {raw_cosine}</source>
        <translation>le cosinus simple, sans retirer la moyenne du raster, est {raw_cosine}</translation>
    </message>
    <message>
        <source>the processor only</source>
        <translation>le processeur seul</translation>
    </message>
    <message>
        <source>there are no packages for Python {minor}</source>
        <translation>il n’y a pas de paquets pour Python {minor}</translation>
    </message>
    <message>
        <source>there are no packages for {here}</source>
        <translation>il n’y a pas de paquets pour {here}</translation>
    </message>
    <message>
        <source>there are no packages for {name}</source>
        <translation>il n’y a pas de paquets pour {name}</translation>
    </message>
    <message>
        <source>there is a band {name} already.</source>
        <translation>il y a déjà une bande {name}.</translation>
    </message>
    <message>
        <source>usual ({memory} MB)</source>
        <translation>habituelle ({memory} Mo)</translation>
    </message>
    <message>
        <source>whole Sentinel-2 images</source>
        <translation>images Sentinel-2 entières</translation>
    </message>
    <message>
        <source>with GPU</source>
        <translation>avec GPU</translation>
    </message>
    <message>
        <source>write the mean of {name} in the image&apos;s numbers.</source>
        <translation>écrivez la moyenne de {name} dans les nombres de l’image.</translation>
    </message>
    <message>
        <source>write the standard deviation of {name}, a number above 0.</source>
        <translation>écrivez l’écart-type de {name}, un nombre supérieur à 0.</translation>
    </message>
    <message>
        <source>write the wavelength of {name} in nanometres, for example 665.</source>
        <translation>écrivez la longueur d’onde de {name} en nanomètres, par exemple 665.</translation>
    </message>
    <message>
        <source>{address}: no page of an index</source>
        <translation>{address} : pas une page d’un index de paquets</translation>
    </message>
    <message>
        <source>{attribute} {spread}, in {valid} places; {seconds} s.</source>
        <translation>{attribute} {spread}, en {valid} lieux ; {seconds} s.</translation>
    </message>
    <message>
        <source>{attribute}: {shares}; {seconds} s.</source>
        <translation>{attribute} : {shares} ; {seconds} s.</translation>
    </message>
    <message>
        <source>{baseline} without looking at the embeddings</source>
        <translation>{baseline} sans regarder les embeddings</translation>
    </message>
    <message>
        <source>{chip}: {dimension} dimensions, length {norm}.</source>
        <translation>{chip} : {dimension} dimensions, longueur {norm}.</translation>
    </message>
    <message>
        <source>{columns} × {rows} pixels</source>
        <translation>{columns} × {rows} pixels</translation>
    </message>
    <message>
        <source>{columns} × {rows} pixels of {metres} m</source>
        <translation>{columns} × {rows} pixels de {metres} m</translation>
    </message>
    <message>
        <source>{cosine} like the chip before (dashed)</source>
        <translation>{cosine} comme la vignette précédente (tirets)</translation>
    </message>
    <message>
        <source>{counted}, {left} are left.</source>
        <translation>{counted}, il en reste {left}.</translation>
    </message>
    <message>
        <source>{counted}, {missing} are missing and {failed} failed.</source>
        <translation>{counted}, {missing} manquent et {failed} ont échoué.</translation>
    </message>
    <message>
        <source>{count} packages are installed</source>
        <translation>{count} paquets sont installés</translation>
    </message>
    <message>
        <source>{description} Press to choose it; nothing is downloaded yet.</source>
        <translation>{description} Appuyez pour le choisir ; rien n’est encore téléchargé.</translation>
    </message>
    <message>
        <source>{dim} dimensions each. Measured on a few places.</source>
        <translation>{dim} dimensions chacun. Mesuré sur quelques lieux.</translation>
    </message>
    <message>
        <source>{done} of {tiles} tiles are embedded, {empty} have no data</source>
        <translation>{done} tuiles sur {tiles} sont encodées, {empty} n’ont pas de données</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} sur {total}</translation>
    </message>
    <message>
        <source>{embedded} of {points} points have an embedding of {dim} dimensions</source>
        <translation>{embedded} points sur {points} ont un embedding de {dim} dimensions</translation>
    </message>
    <message>
        <source>{encoder} is ready. Nothing was published to check its numbers by.</source>
        <translation>{encoder} est prêt. Rien n’a été publié pour vérifier ses nombres.</translation>
    </message>
    <message>
        <source>{encoder} is ready: its numbers agree with those published.</source>
        <translation>{encoder} est prêt : ses nombres concordent avec ceux publiés.</translation>
    </message>
    <message>
        <source>{encoder}: {dim} dimensions of {size}; {seconds} s.</source>
        <translation>{encoder} : {dim} dimensions de {size} ; {seconds} s.</translation>
    </message>
    <message>
        <source>{encoder}: {dim} dimensions, patches of {patch} x {patch} pixels</source>
        <translation>{encoder} : {dim} dimensions, patchs de {patch} x {patch} pixels</translation>
    </message>
    <message>
        <source>{encoder}: {dim} dimensions; {counted}.</source>
        <translation>{encoder} : {dim} dimensions ; {counted}.</translation>
    </message>
    <message>
        <source>{every}
The first heatmap waits for them; they are kept, and the next one takes a second.</source>
        <translation>{every}
La première carte de chaleur les attend ; ils sont conservés, et la suivante prend une seconde.</translation>
    </message>
    <message>
        <source>{file} cannot be written: {error}.</source>
        <translation>{file} ne peut pas être écrit : {error}.</translation>
    </message>
    <message>
        <source>{file} could not be written: {problem}.</source>
        <translation>{file} n’a pas pu être écrit : {problem}.</translation>
    </message>
    <message>
        <source>{file} is neither a folder nor an archive of a satellite&apos;s scene.</source>
        <translation>{file} n’est ni un dossier ni une archive d’une scène de satellite.</translation>
    </message>
    <message>
        <source>{file} of the scene cannot be read by this QGIS.</source>
        <translation>{file} de la scène ne peut pas être lu par ce QGIS.</translation>
    </message>
    <message>
        <source>{folder} cannot be made: {reason}.</source>
        <translation>{folder} ne peut pas être créé : {reason}.</translation>
    </message>
    <message>
        <source>{folder} cannot be written.</source>
        <translation>Impossible d’écrire dans {folder}.</translation>
    </message>
    <message>
        <source>{host} answered {status}</source>
        <translation>{host} a répondu {status}</translation>
    </message>
    <message>
        <source>{host} could not be reached</source>
        <translation>{host} n’a pas pu être joint</translation>
    </message>
    <message>
        <source>{host}: nothing came for {stall_s} s</source>
        <translation>{host} : rien n’est venu pendant {stall_s} s</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
        <source>{job} embeddings</source>
        <translation>{job} embeddings</translation>
    </message>
    <message>
        <source>{made}, by {encoder}; {seconds} s.</source>
        <translation>{made}, par {encoder} ; {seconds} s.</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>{name} asks for a login.</source>
        <translation>{name} demande une identification.</translation>
    </message>
    <message>
        <source>{name} cannot be read as JSON: {error}.</source>
        <translation>{name} ne peut pas être lu comme JSON : {error}.</translation>
    </message>
    <message>
        <source>{name} describes no sensor: it has no bands.</source>
        <translation>{name} ne décrit aucun capteur : il n’a pas de bandes.</translation>
    </message>
    <message>
        <source>{name} did not answer in time.</source>
        <translation>{name} n’a pas répondu à temps.</translation>
    </message>
    <message>
        <source>{name} is blocked here.</source>
        <translation>{name} est bloqué ici.</translation>
    </message>
    <message>
        <source>{name} is not the file that Landprint expects.</source>
        <translation>{name} n’est pas le fichier que Landprint attend.</translation>
    </message>
    <message>
        <source>{name} may not be written.</source>
        <translation>{name} ne peut pas être écrit, faute de droits.</translation>
    </message>
    <message>
        <source>{name} of this kit is not the file that Landprint expects.</source>
        <translation>{name} de ce kit n’est pas le fichier que Landprint attend.</translation>
    </message>
    <message>
        <source>{name} refused the connection.</source>
        <translation>{name} a refusé la connexion.</translation>
    </message>
    <message>
        <source>{name} was not found on the package index.</source>
        <translation>{name} est introuvable dans l’index des paquets.</translation>
    </message>
    <message>
        <source>{name} {score} in squares of {degrees} degrees that were kept apart</source>
        <translation>{name} {score} sur des carrés de {degrees} degrés tenus à l’écart</translation>
    </message>
    <message>
        <source>{name} · {share} %</source>
        <translation>{name} · {share} %</translation>
    </message>
    <message>
        <source>{name}: {found}, expected {expected} ({verdict})</source>
        <translation>{name} : {found}, attendu {expected} ({verdict})</translation>
    </message>
    <message>
        <source>{name}: {share} %</source>
        <translation>{name} : {share} %</translation>
    </message>
    <message>
        <source>{needed} are needed for a while, and the disk of {folder} has {free}</source>
        <translation>il faut {needed} pour un temps, et le disque de {folder} a {free}</translation>
    </message>
    <message>
        <source>{number} GB</source>
        <translation>{number} Go</translation>
    </message>
    <message>
        <source>{number} million km²</source>
        <translation>{number} millions de km²</translation>
    </message>
    <message numerus="yes">
        <source>{n} bytes</source>
        <translation>
            <numerusform>{n} octet</numerusform>
            <numerusform>{n} octets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} dimensions</source>
        <translation>
            <numerusform>{n} dimension</numerusform>
            <numerusform>{n} dimensions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} lines need attention.</source>
        <translation>
            <numerusform>{n} ligne demande attention.</numerusform>
            <numerusform>{n} lignes demandent attention.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} more</source>
        <translation>
            <numerusform>{n} autre</numerusform>
            <numerusform>{n} autres</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} more tiles failed.</source>
        <translation>
            <numerusform>{n} autre tuile a échoué.</numerusform>
            <numerusform>{n} autres tuiles ont échoué.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} pieces of the image were looked at.</source>
        <translation>
            <numerusform>{n} morceau de l’image a été regardé.</numerusform>
            <numerusform>{n} morceaux de l’image ont été regardés.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} places</source>
        <translation>
            <numerusform>{n} lieu</numerusform>
            <numerusform>{n} lieux</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} points</source>
        <translation>
            <numerusform>{n} point</numerusform>
            <numerusform>{n} points</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} points embedded.</source>
        <translation>
            <numerusform>{n} point encodé.</numerusform>
            <numerusform>{n} points encodés.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} points, with similarities from {most} to {least}.</source>
        <translation>
            <numerusform>{n} point, avec des similarités de {most} à {least}.</numerusform>
            <numerusform>{n} points, avec des similarités de {most} à {least}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} results are kept.</source>
        <translation>
            <numerusform>{n} résultat est conservé.</numerusform>
            <numerusform>{n} résultats sont conservés.</numerusform>
        </translation>
    </message>
    <message>
        <source>{offer}: {download}, {disk} on disk</source>
        <translation>{offer} : {download}, {disk} sur disque</translation>
    </message>
    <message>
        <source>{path} cannot be written.</source>
        <translation>{path} ne peut pas être écrit.</translation>
    </message>
    <message>
        <source>{path} could not be written: {problem}.</source>
        <translation>{path} n’a pas pu être écrit : {problem}.</translation>
    </message>
    <message>
        <source>{path} is none</source>
        <translation>{path} n’en est pas un</translation>
    </message>
    <message>
        <source>{path} is not a raster that can be read.</source>
        <translation>{path} n’est pas un raster lisible.</translation>
    </message>
    <message>
        <source>{points} points, {dropped} left out; {seconds} s.</source>
        <translation>{points} points, {dropped} écartés ; {seconds} s.</translation>
    </message>
    <message>
        <source>{predicted} of {points} points have a predicted {attribute}.</source>
        <translation>{predicted} points sur {points} ont une prédiction de {attribute}.</translation>
    </message>
    <message>
        <source>{python} is Python {found}, and the engine needs {oldest} or newer</source>
        <translation>{python} est Python {found}, et le moteur demande {oldest} ou plus récent</translation>
    </message>
    <message>
        <source>{python} is no Python</source>
        <translation>{python} n’est pas un Python</translation>
    </message>
    <message>
        <source>{python} is not a CPython of 64 bits</source>
        <translation>{python} n’est pas un CPython de 64 bits</translation>
    </message>
    <message>
        <source>{share} % of the picture is blank and left out.</source>
        <translation>{share} % de l’image est vide et écarté.</translation>
    </message>
    <message>
        <source>{share} with data</source>
        <translation>{share} avec des données</translation>
    </message>
    <message>
        <source>{size} MB</source>
        <translation>{size} Mo</translation>
    </message>
    <message>
        <source>{size} MB to download</source>
        <translation>{size} Mo à télécharger</translation>
    </message>
    <message>
        <source>{size} to download</source>
        <translation>{size} à télécharger</translation>
    </message>
    <message>
        <source>{target} cannot be written: {error}.</source>
        <translation>{target} ne peut pas être écrit : {error}.</translation>
    </message>
    <message>
        <source>{text} is not a layer that can be read.</source>
        <translation>{text} n’est pas une couche lisible.</translation>
    </message>
    <message>
        <source>{tiles} tiles with {patches} patches, {megabytes} MB.</source>
        <translation>{tiles} tuiles avec {patches} patchs, {megabytes} Mo.</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>encore {time}</translation>
    </message>
    <message>
        <source>{title} ({part}): {megabytes} MB in {path}</source>
        <translation>{title} ({part}) : {megabytes} Mo dans {path}</translation>
    </message>
    <message>
        <source>{title} needs measured reflectances, and “{export}” is a picture.</source>
        <translation>{title} a besoin de réflectances mesurées, et « {export} » n’est qu’une image.</translation>
    </message>
    <message>
        <source>{title}, from {path}.</source>
        <translation>{title}, depuis {path}.</translation>
    </message>
    <message>
        <source>{title}: {size} from {address}.</source>
        <translation>{title} : {size} depuis {address}.</translation>
    </message>
    <message>
        <source>{valid_patches} of {patches} patches have data; {seconds} s.</source>
        <translation>{valid_patches} patchs sur {patches} ont des données ; {seconds} s.</translation>
    </message>
    <message>
        <source>{valid_patches} of {patches} pixels have data</source>
        <translation>{valid_patches} pixels sur {patches} ont des données</translation>
    </message>
    <message>
        <source>{wait}, once</source>
        <translation>{wait}, une fois</translation>
    </message>
    <message>
        <source>{what}: {size} are free again.</source>
        <translation>{what} : {size} sont à nouveau libres.</translation>
    </message>
    <message>
        <source>{why}

The day of the image, as 2023-07-14:</source>
        <translation>{why}

Le jour de l’image, comme 2023-07-14 :</translation>
    </message>
    <message>
        <source>{width} x {height} places</source>
        <translation>{width} x {height} lieux</translation>
    </message>
    <message>
        <source>“Download weights” (landprint:downloadweights) and “Import weights” in the toolbox get them.</source>
        <translation>« Télécharger les poids » (landprint:downloadweights) et « Importer des poids » dans la boîte à outils les récupèrent.</translation>
    </message>
    <message>
        <source>“any”: what is similar to one of the places, whichever, and not to those that are not meant. “all”: what is similar to the mean of them. “learned”: a small model tells the places from those that are not meant, or from the rest of the raster.</source>
        <translation>« any » : ce qui est semblable à l’un des lieux, n’importe lequel, et pas à ceux qui ne sont pas voulus. « all » : ce qui est semblable à leur moyenne. « learned » : un petit modèle distingue les lieux de ceux qui ne sont pas voulus, ou du reste du raster.</translation>
    </message>
    <message>
        <source>“auto” takes a graphics card where there is one and the engine was set up for it, or else the processor.</source>
        <translation>« auto » prend une carte graphique s’il y en a une et si le moteur a été installé pour elle, sinon le processeur.</translation>
    </message>
    <message>
        <source>“int8” is faster and a little less exact than “fp32”. “auto” takes it only where hardly anything is lost.</source>
        <translation>« int8 » est plus rapide et un peu moins exact que « fp32 ». « auto » ne le prend que là où presque rien n’est perdu.</translation>
    </message>
    <message>
        <source>“patch”, or “chip”: one for each square that the encoder sees at once, as Clay&apos;s published recipe makes them.</source>
        <translation>« patch », ou « chip » : un pour chaque carré que l’encodeur voit à la fois, comme dans la publication de Clay.</translation>
    </message>
    <message>
        <source>“uint8” takes a quarter of the space of “float32” and is practically as exact.</source>
        <translation>« uint8 » prend le quart de la place de « float32 » et est pratiquement aussi exact.</translation>
    </message>
    <message>
        <source>“{export}” shows nothing in this area with pixels of this size.</source>
        <translation>« {export} » ne montre rien dans cette zone avec des pixels de cette taille.</translation>
    </message>
    <message>
        <source>“{layer}” cannot be a mask.</source>
        <translation>« {layer} » ne peut pas être un masque.</translation>
    </message>
    <message>
        <source>“{layer}” cannot be read.</source>
        <translation>« {layer} » ne peut pas être lue.</translation>
    </message>
    <message>
        <source>“{layer}” has lost its file: {path} cannot be read.</source>
        <translation>« {layer} » a perdu son fichier : {path} ne peut pas être lu.</translation>
    </message>
    <message>
        <source>“{layer}” has no point with the id {id}.</source>
        <translation>« {layer} » n’a pas de point avec l’identifiant {id}.</translation>
    </message>
    <message>
        <source>“{layer}” has no points.</source>
        <translation>« {layer} » n’a pas de points.</translation>
    </message>
    <message>
        <source>“{layer}” is in no file.</source>
        <translation>« {layer} » n’est dans aucun fichier.</translation>
    </message>
    <message>
        <source>“{layer}” is not a raster layer.</source>
        <translation>« {layer} » n’est pas une couche raster.</translation>
    </message>
    <message>
        <source>“{layer}” is not a vector layer.</source>
        <translation>« {layer} » n’est pas une couche vecteur.</translation>
    </message>
    <message>
        <source>“{layer}” is {kind}, and Landprint reads files.</source>
        <translation>« {layer} » est {kind}, et Landprint lit des fichiers.</translation>
    </message>
    <message>
        <source>“{layer}” is {kind}, of which QGIS writes a part.</source>
        <translation>« {layer} » est {kind}, dont QGIS écrit une partie.</translation>
    </message>
    <message>
        <source>“{layer}” shows nothing there.</source>
        <translation>« {layer} » n’y montre rien.</translation>
    </message>
    <message>
        <source>“{name}” cannot be its name: choose another one.</source>
        <translation>« {name} » ne peut pas être son nom : choisissez-en un autre.</translation>
    </message>
    <message numerus="yes">
        <source>“{name}” could not be read: {why} ({n} requests).</source>
        <translation>
            <numerusform>« {name} » n’a pas pu être lue : {why}.</numerusform>
            <numerusform>« {name} » n’a pas pu être lue : {why} ({n} requêtes).</numerusform>
        </translation>
    </message>
    <message>
        <source>“{name}” has no CRS.</source>
        <translation>« {name} » n’a pas de SCR.</translation>
    </message>
    <message>
        <source>“{name}” is a table without places.</source>
        <translation>« {name} » est une table sans lieux.</translation>
    </message>
    <message>
        <source>“{name}” is no layer of places.</source>
        <translation>« {name} » n’est pas une couche de lieux.</translation>
    </message>
    <message>
        <source>“{name}” is no layer.</source>
        <translation>« {name} » n’est pas une couche.</translation>
    </message>
    <message>
        <source>“{name}” is not a layer of points.</source>
        <translation>« {name} » n’est pas une couche de points.</translation>
    </message>
    <message>
        <source>“{name}” is only in QGIS&apos;s memory.</source>
        <translation>« {name} » n’est que dans la mémoire de QGIS.</translation>
    </message>
    <message>
        <source>“{picture}” exists. Replace it?</source>
        <translation>« {picture} » existe déjà. Remplacer ?</translation>
    </message>
    <message>
        <source>“{raster}” has no CRS, so places in another one cannot be found on it.</source>
        <translation>« {raster} » n’a pas de SCR, on ne peut donc pas y trouver des lieux donnés dans un autre.</translation>
    </message>
    <message>
        <source>“{text}” are no ids.</source>
        <translation>« {text} » n’est pas une liste d’identifiants.</translation>
    </message>
    <message>
        <source>A GeoPackage of polygons with the columns class, name and hectares.</source>
        <translation>Un GeoPackage de polygones avec les colonnes class, name et hectares.</translation>
    </message>
    <message>
        <source>A GeoTIFF with one band for each component.</source>
        <translation>Un GeoTIFF avec une bande par composante.</translation>
    </message>
    <message>
        <source>A GeoTIFF with one band: the cosine distance, from 0 (alike) to 2.</source>
        <translation>Un GeoTIFF à une bande : la distance cosinus, de 0 (identique) à 2.</translation>
    </message>
    <message>
        <source>A GeoTIFF with the number of the class, and 0 for none.</source>
        <translation>Un GeoTIFF avec le numéro de la classe, et 0 pour aucune.</translation>
    </message>
    <message>
        <source>A composite of {first} to {last} {where}: its day counts as unknown.</source>
        <translation>Une composition du {first} au {last} {where} : son jour est considéré comme inconnu.</translation>
    </message>
    <message>
        <source>A raster of classes: whole numbers in one band, as “K-means classes” makes it.</source>
        <translation>Un raster de classes : des nombres entiers dans une bande, comme le font les « Classes k-moyennes ».</translation>
    </message>
    <message>
        <source>A small built-in image was embedded in {started} s; its two kinds of ground are told apart (similarity {alike} within, {other} between).</source>
        <translation>Une petite image intégrée a été encodée en {started} s ; ses deux types de sol sont distingués (similarité interne {alike}, entre eux {other}).</translation>
    </message>
    <message>
        <source>A small built-in image was embedded wrongly (similarity {alike} within, {other} between).</source>
        <translation>Une petite image intégrée a été mal encodée (similarité interne {alike}, entre eux {other}).</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Après</translation>
    </message>
    <message>
        <source>An embedding raster of the first date. The result has its patches.</source>
        <translation>Un raster d’embeddings de la première date. Le résultat a ses patchs.</translation>
    </message>
    <message>
        <source>An embedding raster of the second date, made with the same encoder and the same size of patches. Where its grid is another one, its embeddings are interpolated at the centres of the patches of the first.</source>
        <translation>Un raster d’embeddings de la seconde date, fait avec le même encodeur et la même taille de patch. Si sa grille est autre, ses embeddings sont interpolés aux centres des patchs du premier.</translation>
    </message>
    <message>
        <source>An interrupted run of this raster was not continued: the raster has changed since.</source>
        <translation>Une exécution interrompue de ce raster n’a pas été reprise : le raster a changé depuis.</translation>
    </message>
    <message>
        <source>An offset of 1,000 is taken off: band 10, of cirrus, does not go below {clear}.</source>
        <translation>Un décalage de 1 000 est retiré : la bande 10, des cirrus, ne descend pas sous {clear}.</translation>
    </message>
    <message>
        <source>Apply k-means classes</source>
        <translation>Appliquer des classes k-moyennes</translation>
    </message>
    <message>
        <source>Areas</source>
        <translation>Surfaces</translation>
    </message>
    <message>
        <source>Areas of fewer pixels are joined to the largest area beside them.</source>
        <translation>Les surfaces de moins de pixels sont jointes à la plus grande surface voisine.</translation>
    </message>
    <message>
        <source>Areas of fewer pixels of the result are joined to the largest area beside them. 0 keeps all.</source>
        <translation>Les surfaces de moins de pixels du résultat sont jointes à la plus grande surface voisine. 0 les garde toutes.</translation>
    </message>
    <message>
        <source>Assigning the classes</source>
        <translation>Attribution des classes</translation>
    </message>
    <message>
        <source>Bands of the STAC item {title}: {chosen}{where}.</source>
        <translation>Bandes de l’élément STAC {title} : {chosen}{where}.</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Avant</translation>
    </message>
    <message>
        <source>Calibrating 8 bits on this raster</source>
        <translation>Calibrage des 8 bits sur ce raster</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Changement</translation>
    </message>
    <message>
        <source>Change map</source>
        <translation>Carte des changements</translation>
    </message>
    <message>
        <source>Check the address, network and proxy.</source>
        <translation>Vérifiez l’adresse, le réseau et le proxy.</translation>
    </message>
    <message>
        <source>Check the address.</source>
        <translation>Vérifiez l’adresse.</translation>
    </message>
    <message>
        <source>Choose a folder that you may write to.</source>
        <translation>Choisissez un dossier où vous pouvez écrire.</translation>
    </message>
    <message>
        <source>Choose a larger raster, or an encoder of smaller chips.</source>
        <translation>Choisissez un raster plus grand, ou un encodeur de vignettes plus petites.</translation>
    </message>
    <message>
        <source>Choose another encoder; if it is {title} all the same, say so by the sensor.</source>
        <translation>Choisissez un autre encodeur ; si c’est bien {title}, dites-le par le capteur.</translation>
    </message>
    <message>
        <source>Choose from {minimum} to {maximum}.</source>
        <translation>Choisissez de {minimum} à {maximum}.</translation>
    </message>
    <message>
        <source>Choose the files of its bands themselves; several can be given together.</source>
        <translation>Choisissez les fichiers de ses bandes ; on peut en donner plusieurs ensemble.</translation>
    </message>
    <message>
        <source>Choose the runtime onnx, or leave the precision to Landprint.</source>
        <translation>Choisissez l’exécution par onnx, ou laissez la précision à Landprint.</translation>
    </message>
    <message>
        <source>Choose the sensor, and say which bands are which.</source>
        <translation>Choisissez le capteur, et dites quelles bandes sont lesquelles.</translation>
    </message>
    <message>
        <source>Classes ({n})</source>
        <translation>Classes ({n})</translation>
    </message>
    <message>
        <source>Classes of another image</source>
        <translation>Classes d’une autre image</translation>
    </message>
    <message>
        <source>Close other programs before you use Clay, or take Galileo nano, which needs little.</source>
        <translation>Fermez les autres programmes avant d’utiliser Clay, ou prenez Galileo nano, qui demande peu.</translation>
    </message>
    <message>
        <source>Compare the embeddings themselves. By default, what all common places of a raster have in common is taken out first: a season or the light that changes all places alike is then no change.</source>
        <translation>Comparer les embeddings eux-mêmes. Par défaut, ce que tous les lieux communs d’un raster ont en commun est d’abord retiré : une saison, ou la lumière qui change tous les lieux de même, n’est alors pas un changement.</translation>
    </message>
    <message>
        <source>Comparing with places</source>
        <translation>Comparaison avec des lieux</translation>
    </message>
    <message>
        <source>Components</source>
        <translation>Composantes</translation>
    </message>
    <message>
        <source>Download it again, or choose another file.</source>
        <translation>Téléchargez-le à nouveau, ou choisissez un autre fichier.</translation>
    </message>
    <message>
        <source>Download it again, or export the area as a GeoTIFF, with geotessera for example.</source>
        <translation>Téléchargez-le à nouveau, ou exportez la zone en GeoTIFF, avec geotessera par exemple.</translation>
    </message>
    <message>
        <source>Download the file, and choose that.</source>
        <translation>Téléchargez le fichier, et choisissez-le.</translation>
    </message>
    <message>
        <source>Drawing outlines</source>
        <translation>Tracé des contours</translation>
    </message>
    <message>
        <source>Embed both images in the same way.</source>
        <translation>Encodez les deux images de la même façon.</translation>
    </message>
    <message>
        <source>Embedding open water, {number} of at most {levels}</source>
        <translation>Encodage d’eau libre, {number} sur au plus {levels}</translation>
    </message>
    <message>
        <source>Embedding points</source>
        <translation>Encodage des points</translation>
    </message>
    <message>
        <source>Embedding the chip</source>
        <translation>Encodage de la vignette</translation>
    </message>
    <message>
        <source>Embedding the image</source>
        <translation>Encodage de l’image</translation>
    </message>
    <message>
        <source>Embedding tiles, {done} of {count}</source>
        <translation>Encodage des tuiles, {done} sur {count}</translation>
    </message>
    <message>
        <source>Finding the classes</source>
        <translation>Recherche des classes</translation>
    </message>
    <message>
        <source>Fitting all points</source>
        <translation>Ajustement de tous les points</translation>
    </message>
    <message>
        <source>Free some space, choose a smaller area or larger patches, or move the folder.</source>
        <translation>Libérez de la place, choisissez une zone plus petite ou des patchs plus grands, ou déplacez le dossier.</translation>
    </message>
    <message>
        <source>Free some space, or move the folder.</source>
        <translation>Libérez de la place, ou déplacez le dossier.</translation>
    </message>
    <message>
        <source>Give a signed address, or one with user and password before the server&apos;s name.</source>
        <translation>Donnez une adresse signée, ou une avec utilisateur et mot de passe avant le nom du serveur.</translation>
    </message>
    <message>
        <source>HLS&apos;s Fmask</source>
        <translation>Fmask de HLS</translation>
    </message>
    <message>
        <source>Half of {count} places differ by less than {half}, 5 % by more than {most}, none by more than {all}.</source>
        <translation>La moitié des {count} lieux diffère de moins de {half}, 5 % de plus de {most}, aucun de plus de {all}.</translation>
    </message>
    <message>
        <source>How many: each becomes a band of floating-point numbers, whose description has its share of the variance. A picture of the first three, in bytes, when it is left empty.</source>
        <translation>Combien : chacune devient une bande de nombres à virgule flottante, dont la description a sa part de la variance. Une image des trois premières, en octets, si c’est laissé vide.</translation>
    </message>
    <message>
        <source>Install “Microsoft Visual C++ Redistributable (x64)” from Microsoft, or set up the engine again.</source>
        <translation>Installez « Microsoft Visual C++ Redistributable (x64) » de Microsoft, ou réinstallez le moteur.</translation>
    </message>
    <message>
        <source>It embeds places: see embed-locations and embed-points.</source>
        <translation>Il encode des lieux : voir « Encoder des lieux » et « Encoder des points ».</translation>
    </message>
    <message>
        <source>It is not tried again, unless {name} is deleted.</source>
        <translation>Il n’est pas retenté, sauf si {name} est supprimé.</translation>
    </message>
    <message>
        <source>It needs at least blue, green and red, or nir, of Sentinel-2.</source>
        <translation>Il faut au moins le bleu, le vert et le rouge, ou le proche infrarouge, de Sentinel-2.</translation>
    </message>
    <message>
        <source>It needs name, gsd (metres) and bands, each with name, wavelength (micrometres), mean and std.</source>
        <translation>Il faut name, gsd (mètres) et bands, chacune avec name, wavelength (micromètres), mean et std.</translation>
    </message>
    <message>
        <source>It takes {default} only.</source>
        <translation>Il n’accepte que {default}.</translation>
    </message>
    <message>
        <source>Its task broke off: {name__}.</source>
        <translation>La tâche s’est interrompue : {name__}.</translation>
    </message>
    <message>
        <source>Joins the small areas of a raster of classes to the largest area beside them. Names, colours and what k-means knows of the classes are kept.</source>
        <translation>Joint les petites surfaces d’un raster de classes à la plus grande surface voisine. Noms, couleurs et ce que les k-moyennes savent des classes sont conservés.</translation>
    </message>
    <message>
        <source>Known are {sensors}, or the path of a JSON file that describes one.</source>
        <translation>Sont connus {sensors}, ou le chemin d’un fichier JSON qui en décrit un.</translation>
    </message>
    <message>
        <source>Landsat&apos;s QA_PIXEL</source>
        <translation>QA_PIXEL de Landsat</translation>
    </message>
    <message>
        <source>Left out, because the others of their group are missing: {left_out}.</source>
        <translation>Écartées, car les autres de leur groupe manquent : {left_out}.</translation>
    </message>
    <message>
        <source>Left out: band {alphas}, an alpha band, which says which pixels are valid.</source>
        <translation>Écartée : la bande {alphas}, une bande alpha, qui dit quels pixels sont valides.</translation>
    </message>
    <message>
        <source>Left out: the inside of the polygons of {name}.</source>
        <translation>Écarté : l’intérieur des polygones de {name}.</translation>
    </message>
    <message>
        <source>Left out: {classes} of {name}.</source>
        <translation>Écarté : {classes} de {name}.</translation>
    </message>
    <message>
        <source>Left out: {empty} tiles without data.</source>
        <translation>Écartées : {empty} tuiles sans données.</translation>
    </message>
    <message>
        <source>Left out: {outside} tiles that the area does not touch.</source>
        <translation>Écartées : {outside} tuiles que la zone ne touche pas.</translation>
    </message>
    <message>
        <source>Looking at the embeddings</source>
        <translation>Examen des embeddings</translation>
    </message>
    <message>
        <source>Looking at: {lower}</source>
        <translation>Vérification : {lower}</translation>
    </message>
    <message>
        <source>Looking for data</source>
        <translation>Recherche de données</translation>
    </message>
    <message>
        <source>Looking for valid pixels</source>
        <translation>Recherche des pixels valides</translation>
    </message>
    <message>
        <source>Measured with {runtime} {precision}: {chip}.</source>
        <translation>Mesuré avec {runtime} {precision} : {chip}.</translation>
    </message>
    <message>
        <source>Measuring 8 bits on this raster</source>
        <translation>Mesure des 8 bits sur ce raster</translation>
    </message>
    <message>
        <source>Measuring full precision on this raster</source>
        <translation>Mesure de la pleine précision sur ce raster</translation>
    </message>
    <message>
        <source>Measuring the range</source>
        <translation>Mesure de l’intervalle des valeurs</translation>
    </message>
    <message>
        <source>Models run on the processor, as the options say.</source>
        <translation>Les modèles s’exécutent sur le processeur, comme le disent les options.</translation>
    </message>
    <message>
        <source>Names and colours of</source>
        <translation>Noms et couleurs de</translation>
    </message>
    <message>
        <source>No offset is taken off: band 10, of cirrus, goes down to {clear}.</source>
        <translation>Aucun décalage n’est retiré : la bande 10, des cirrus, descend jusqu’à {clear}.</translation>
    </message>
    <message>
        <source>No offset is taken off: its STAC item says that this was done before.</source>
        <translation>Aucun décalage n’est retiré : son élément STAC dit que cela a déjà été fait.</translation>
    </message>
    <message>
        <source>No offset is taken off: the darkest of the sample is {least}.</source>
        <translation>Aucun décalage n’est retiré : le plus sombre de l’échantillon est {least}.</translation>
    </message>
    <message>
        <source>No offset is taken off: the file&apos;s own scale has none.</source>
        <translation>Aucun décalage n’est retiré : l’échelle du fichier n’en a pas.</translation>
    </message>
    <message>
        <source>No offset is taken off: {title} has none.</source>
        <translation>Aucun décalage n’est retiré : {title} n’en a pas.</translation>
    </message>
    <message>
        <source>Not downloaded, and not needed until you choose it: {titles}.</source>
        <translation>Non téléchargés, et inutiles tant que vous ne les choisissez pas : {titles}.</translation>
    </message>
    <message>
        <source>Nothing says on which day it was taken.</source>
        <translation>Rien ne dit quel jour elle a été prise.</translation>
    </message>
    <message>
        <source>Of {title} nothing was published to compare with.</source>
        <translation>Rien n’a été publié de {title} pour comparer.</translation>
    </message>
    <message>
        <source>Opening the embeddings</source>
        <translation>Ouverture des embeddings</translation>
    </message>
    <message>
        <source>Other k-means classes of the same encoder: where classes correspond to these, they get their names and colours.</source>
        <translation>D’autres classes k-moyennes du même encodeur : là où des classes leur correspondent, elles prennent leurs noms et couleurs.</translation>
    </message>
    <message>
        <source>Outlines the areas of a raster of classes: each polygon has the number and the name of its class and its hectares.</source>
        <translation>Trace les contours des surfaces d’un raster de classes : chaque polygone a le numéro et le nom de sa classe et ses hectares.</translation>
    </message>
    <message>
        <source>Patches whose embedding is zero throughout count as nodata.</source>
        <translation>Les patchs dont l’embedding est entièrement nul comptent comme sans données.</translation>
    </message>
    <message>
        <source>Pick a place with more around it.</source>
        <translation>Choisissez un lieu avec plus d’alentours.</translation>
    </message>
    <message>
        <source>Plain numbers</source>
        <translation>Nombres simples</translation>
    </message>
    <message>
        <source>Planet&apos;s UDM2</source>
        <translation>UDM2 de Planet</translation>
    </message>
    <message>
        <source>Please report it with these lines.</source>
        <translation>Merci de le signaler avec ces lignes.</translation>
    </message>
    <message>
        <source>Polygons of classes</source>
        <translation>Polygones des classes</translation>
    </message>
    <message>
        <source>Polygons ≥ {threshold}</source>
        <translation>Polygones ≥ {threshold}</translation>
    </message>
    <message>
        <source>Preparing the model in 8 bits</source>
        <translation>Préparation du modèle en 8 bits</translation>
    </message>
    <message>
        <source>Principal components</source>
        <translation>Composantes principales</translation>
    </message>
    <message>
        <source>Processing baseline {baseline} has</source>
        <translation>La baseline de traitement {baseline} a</translation>
    </message>
    <message>
        <source>Processing baseline {baseline} has no offset.</source>
        <translation>La baseline de traitement {baseline} n’a pas de décalage.</translation>
    </message>
    <message>
        <source>Python {version} is too old: the engine needs 3.10 or newer.</source>
        <translation>Python {version} est trop ancien : le moteur demande 3.10 ou plus récent.</translation>
    </message>
    <message>
        <source>Python {version}, in {prefix}.</source>
        <translation>Python {version}, dans {prefix}.</translation>
    </message>
    <message>
        <source>Reading both</source>
        <translation>Lecture des deux</translation>
    </message>
    <message>
        <source>Reading points</source>
        <translation>Lecture des points</translation>
    </message>
    <message>
        <source>Reading the embeddings</source>
        <translation>Lecture des embeddings</translation>
    </message>
    <message>
        <source>Reading the image</source>
        <translation>Lecture de l’image</translation>
    </message>
    <message>
        <source>Reading the records</source>
        <translation>Lecture des enregistrements</translation>
    </message>
    <message>
        <source>Reduces an embedding raster to the few numbers for each patch that tell most about it: the first is the direction in which the embeddings vary most. For drawing, and for tools that take few bands.</source>
        <translation>Réduit un raster d’embeddings aux quelques nombres par patch qui en disent le plus : le premier est la direction où les embeddings varient le plus. Pour dessiner, et pour les outils qui prennent peu de bandes.</translation>
    </message>
    <message>
        <source>Remove it and download it again.</source>
        <translation>Supprimez-le et téléchargez-le à nouveau.</translation>
    </message>
    <message>
        <source>Remove those that you do not go on with: Models and storage in Landprint&apos;s menu, or remove-scratches.</source>
        <translation>Supprimez ceux que vous ne poursuivez pas : « Modèles et stockage » dans le menu de Landprint.</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Résultat</translation>
    </message>
    <message>
        <source>Sampling embeddings</source>
        <translation>Échantillonnage des embeddings</translation>
    </message>
    <message>
        <source>Sampling the raster</source>
        <translation>Échantillonnage du raster</translation>
    </message>
    <message>
        <source>Sentinel-2 L2A with all bands</source>
        <translation>Sentinel-2 L2A avec toutes les bandes</translation>
    </message>
    <message>
        <source>Sentinel-2&apos;s SCL</source>
        <translation>SCL de Sentinel-2</translation>
    </message>
    <message>
        <source>Set up the engine again, with GPU.</source>
        <translation>Réinstallez le moteur, avec GPU.</translation>
    </message>
    <message>
        <source>Set up the engine again.</source>
        <translation>Réinstallez le moteur.</translation>
    </message>
    <message>
        <source>Shares of the variance: {shares}; {sum} together.</source>
        <translation>Parts de la variance : {shares} ; {sum} ensemble.</translation>
    </message>
    <message>
        <source>Shows where two dates differ: each pixel of the result is the cosine distance between the embeddings of both, from 0 for places that look alike to 2. Both rasters must come from the same encoder.</source>
        <translation>Montre où deux dates diffèrent : chaque pixel du résultat est la distance cosinus entre les embeddings des deux, de 0 pour des lieux qui se ressemblent à 2. Les deux rasters doivent venir du même encodeur.</translation>
    </message>
    <message>
        <source>Sieve classes</source>
        <translation>Tamiser des classes</translation>
    </message>
    <message>
        <source>Smallest area (pixels)</source>
        <translation>Plus petite surface (pixels)</translation>
    </message>
    <message>
        <source>Sorts an embedding raster into the classes that “K-means classes” found in another image, so that a class means the same in both. Both must come from the same encoder.</source>
        <translation>Classe un raster d’embeddings dans les classes que « Classes k-moyennes » a trouvées dans une autre image, pour qu’une classe signifie la même chose dans les deux. Les deux doivent venir du même encodeur.</translation>
    </message>
    <message>
        <source>Taken between {first} and {last} {where}: {middle} stands for it.</source>
        <translation>Prise entre le {first} et le {last} {where} : {middle} en tient lieu.</translation>
    </message>
    <message>
        <source>Taken on {first} {where}.</source>
        <translation>Prise le {first} {where}.</translation>
    </message>
    <message>
        <source>The cache folder is {folder}: {weights} of weights, {scratch} of interrupted runs.</source>
        <translation>Le dossier du cache est {folder} : {weights} de poids, {scratch} d’exécutions interrompues.</translation>
    </message>
    <message>
        <source>The embeddings are those of the column “{embedding}”.</source>
        <translation>Les embeddings sont ceux de la colonne « {embedding} ».</translation>
    </message>
    <message>
        <source>The file names its values as {named}.</source>
        <translation>Le fichier désigne ses valeurs comme {named}.</translation>
    </message>
    <message>
        <source>The file of {title} is damaged: {part}.</source>
        <translation>Le fichier de {title} est endommagé : {part}.</translation>
    </message>
    <message>
        <source>The file&apos;s own scale is that of reflectance x 10,000.</source>
        <translation>L’échelle du fichier est celle de la réflectance x 10 000.</translation>
    </message>
    <message>
        <source>The files do not say which encoder made them; both are taken to be of the same.</source>
        <translation>Les fichiers ne disent pas quel encodeur les a faits ; les deux sont tenus pour du même.</translation>
    </message>
    <message>
        <source>The image has pixels of {gsd} m; the encoder knows those of {gsd2} m.</source>
        <translation>L’image a des pixels de {gsd} m ; l’encodeur connaît ceux de {gsd2} m.</translation>
    </message>
    <message>
        <source>The job was planned before; nothing has changed since.</source>
        <translation>La tâche a déjà été planifiée ; rien n’a changé depuis.</translation>
    </message>
    <message>
        <source>The model runs by ONNX Runtime in full precision, on every machine alike; ask for int8, or for the runtime torch where all machines have the same graphics card.</source>
        <translation>Le modèle s’exécute par ONNX Runtime en pleine précision, de même sur chaque machine ; demandez int8, ou torch là où toutes les machines ont la même carte graphique.</translation>
    </message>
    <message>
        <source>The model runs on the CPU.</source>
        <translation>Le modèle s’exécute sur le processeur.</translation>
    </message>
    <message>
        <source>The model runs on {name}, in half precision.</source>
        <translation>Le modèle s’exécute sur {name}, en demi-précision.</translation>
    </message>
    <message>
        <source>The numbers are AlphaEarth&apos;s codes v: value = sign(v) · (|v| / 127.5)².</source>
        <translation>v| / 127,5)².|Les nombres sont des codes v d’AlphaEarth : valeur = sign(v) · (|v| / 127,5)².</translation>
    </message>
    <message>
        <source>The numbers are TESSERA&apos;s codes, each times the scale of its pixel.</source>
        <translation>Les nombres sont des codes de TESSERA, chacun multiplié par l’échelle de son pixel.</translation>
    </message>
    <message>
        <source>The numbers are the values, with the file&apos;s own scale and offset.</source>
        <translation>Les nombres sont les valeurs, avec l’échelle et le décalage du fichier.</translation>
    </message>
    <message>
        <source>The patches have {sizes} on the ground: that too makes them differ.</source>
        <translation>Les patchs ont {sizes} au sol : cela aussi les fait différer.</translation>
    </message>
    <message>
        <source>The product&apos;s metadata name an offset of 1,000: taken off.</source>
        <translation>Les métadonnées du produit indiquent un décalage de 1 000 : retiré.</translation>
    </message>
    <message>
        <source>The product&apos;s metadata name no offset.</source>
        <translation>Les métadonnées du produit n’indiquent aucun décalage.</translation>
    </message>
    <message>
        <source>The proxy wants a user and a password (407).</source>
        <translation>Le proxy demande un utilisateur et un mot de passe (407).</translation>
    </message>
    <message>
        <source>The raster has no coordinate system: places on it can only be given in its own coordinates.</source>
        <translation>Le raster n’a pas de système de coordonnées : les lieux n’y peuvent être donnés que dans ses propres coordonnées.</translation>
    </message>
    <message>
        <source>The raster is placed by its control points or sensor model, warped as QGIS draws it.</source>
        <translation>Le raster est placé par ses points de contrôle ou son modèle de capteur, déformé comme QGIS le dessine.</translation>
    </message>
    <message>
        <source>The raster is smaller than a chip of {trained} x {trained2} pixels: its chips have {side} x {side2}.</source>
        <translation>Le raster est plus petit qu’une vignette de {trained} x {trained2} pixels : ses vignettes ont {side} x {side2}.</translation>
    </message>
    <message>
        <source>The raster is taken to be in {name}, as given; its file says {own}.</source>
        <translation>Le raster est tenu pour être en {name}, comme indiqué ; son fichier dit {own}.</translation>
    </message>
    <message>
        <source>The raster&apos;s numbers stand for colours of a table: it is read as red, green and blue.</source>
        <translation>Les nombres du raster désignent les couleurs d’une table : il est lu comme rouge, vert et bleu.</translation>
    </message>
    <message>
        <source>The runtime torch needs PyTorch in the engine&apos;s environment (engine/requirements-gpu.txt; its build for CUDA on Linux is 3.0 GB to download and 5.2 GB on the disk). It is not there: the model runs on the CPU by ONNX Runtime.</source>
        <translation>L’exécution par torch demande PyTorch dans l’environnement du moteur (engine/requirements-gpu.txt ; sa version CUDA pour Linux fait 3,0 Go à télécharger et 5,2 Go sur le disque). Il n’est pas là : le modèle s’exécute sur le processeur par ONNX Runtime.</translation>
    </message>
    <message>
        <source>The sample has no valid pixel, so the scale is the sensor&apos;s own.</source>
        <translation>L’échantillon n’a aucun pixel valide, l’échelle est donc celle du capteur.</translation>
    </message>
    <message>
        <source>The scenes lie on {groups} grids that do not fit each other: each has a mosaic of its own.</source>
        <translation>Les scènes sont sur {groups} grilles qui ne s’accordent pas : chacune a sa propre mosaïque.</translation>
    </message>
    <message>
        <source>The second raster has another grid: its embeddings were interpolated (bilinearly) at the centres of the patches of the first.</source>
        <translation>Le second raster a une autre grille : ses embeddings ont été interpolés (bilinéairement) aux centres des patchs du premier.</translation>
    </message>
    <message>
        <source>The table needs a column named lon or longitude, and one named lat or latitude, or one of WKT.</source>
        <translation>La table a besoin d’une colonne nommée lon ou longitude et d’une nommée lat ou latitude, ou d’une de WKT.</translation>
    </message>
    <message>
        <source>The tiles were made with several versions of the libraries: last digits may differ.</source>
        <translation>Les tuiles ont été faites avec plusieurs versions des bibliothèques : les derniers chiffres peuvent différer.</translation>
    </message>
    <message>
        <source>The time is that of {title}; the run itself first measures 8 bits.</source>
        <translation>Le temps est celui de {title} ; l’exécution elle-même mesure d’abord les 8 bits.</translation>
    </message>
    <message>
        <source>They are of different months ({mine}, {other}): seasons too make them differ.</source>
        <translation>Ils sont de mois différents ({mine}, {other}) : les saisons aussi les font différer.</translation>
    </message>
    <message>
        <source>This is a plausibility check: the published input is not available, so that a constant chip of dark water stood for it.</source>
        <translation>C’est un contrôle de plausibilité : l’entrée publiée n’est pas disponible, une vignette uniforme d’eau sombre en a tenu lieu.</translation>
    </message>
    <message>
        <source>This is not the published {title}: it has {dim} dimensions instead of {dim2}.</source>
        <translation>Ce n’est pas le {title} publié : il a {dim} dimensions au lieu de {dim2}.</translation>
    </message>
    <message>
        <source>Trying numbers of classes</source>
        <translation>Essai de nombres de classes</translation>
    </message>
    <message>
        <source>Update the card&apos;s driver.</source>
        <translation>Mettez à jour le pilote de la carte.</translation>
    </message>
    <message>
        <source>Validating by blocks</source>
        <translation>Validation par blocs</translation>
    </message>
    <message>
        <source>Values from {dark} are taken for the sensor&apos;s counts.</source>
        <translation>Les valeurs à partir de {dark} sont prises pour les comptes du capteur.</translation>
    </message>
    <message>
        <source>Values of {dark} to {bright} are taken for the sensor&apos;s counts.</source>
        <translation>Les valeurs de {dark} à {bright} sont prises pour les comptes du capteur.</translation>
    </message>
    <message>
        <source>Values up to {bright} are taken for reflectance 0-1.</source>
        <translation>Les valeurs jusqu’à {bright} sont prises pour une réflectance de 0 à 1.</translation>
    </message>
    <message>
        <source>Wavelengths are in micrometres: red is 0.665.</source>
        <translation>Les longueurs d’onde sont en micromètres : le rouge est 0,665.</translation>
    </message>
    <message>
        <source>Weights come from {hub}, {way}; nothing was downloaded now.</source>
        <translation>Les poids viennent de {hub}, {way} ; rien n’a été téléchargé maintenant.</translation>
    </message>
    <message>
        <source>What “K-means classes” made of another image, embedded with the same encoder.</source>
        <translation>Ce que « Classes k-moyennes » a fait d’une autre image, encodée avec le même encodeur.</translation>
    </message>
    <message>
        <source>amplitude, the square root of power</source>
        <translation>amplitude, racine carrée de la puissance</translation>
    </message>
    <message>
        <source>counts with the offset of 1,000 (baseline 04.00 and later)</source>
        <translation>comptes avec le décalage de 1 000 (baseline 04.00 et suivantes)</translation>
    </message>
    <message>
        <source>counts, as the sensor&apos;s products have them</source>
        <translation>comptes, comme dans les produits du capteur</translation>
    </message>
    <message>
        <source>drawn</source>
        <translation>dessinée</translation>
    </message>
    <message>
        <source>linear power</source>
        <translation>puissance linéaire</translation>
    </message>
    <message>
        <source>part</source>
        <translation>partie</translation>
    </message>
    <message>
        <source>reflectance 0-1</source>
        <translation>réflectance de 0 à 1</translation>
    </message>
    <message>
        <source>reflectance 0-1 with that offset, 0.1, still in it</source>
        <translation>réflectance de 0 à 1 avec ce décalage, 0,1, encore inclus</translation>
    </message>
    <message>
        <source>reflectance x 10,000 (Landsat Collection 1, HLS)</source>
        <translation>réflectance x 10 000 (Landsat Collection 1, HLS)</translation>
    </message>
    <message numerus="yes">
        <source>with {n} more images</source>
        <translation>
            <numerusform>avec {n} autre image</numerusform>
            <numerusform>avec {n} autres images</numerusform>
        </translation>
    </message>
    <message>
        <source>{below} of the values are negative, so they are taken for decibels.</source>
        <translation>{below} des valeurs sont négatives, elles sont donc prises pour des décibels.</translation>
    </message>
    <message>
        <source>{clipped} values ({share}) lie beyond the scale of {name}, and were clipped to it.</source>
        <translation>{clipped} valeurs ({share}) dépassent l’échelle de {name} et y ont été ramenées.</translation>
    </message>
    <message>
        <source>{cores} processor cores, of which {threads} are used.</source>
        <translation>{cores} cœurs de processeur, dont {threads} sont utilisés.</translation>
    </message>
    <message>
        <source>{count} polygons. By class: {names}.</source>
        <translation>{count} polygones. Par classe : {names}.</translation>
    </message>
    <message>
        <source>{file} at {host} is empty, or shorter than it was (416).</source>
        <translation>{file} sur {host} est vide, ou plus court qu’avant (416).</translation>
    </message>
    <message>
        <source>{host} does not give {file} (403).</source>
        <translation>{host} ne donne pas {file} (403).</translation>
    </message>
    <message>
        <source>{host} does not have {file} (404).</source>
        <translation>{host} n’a pas {file} (404).</translation>
    </message>
    <message>
        <source>{host} does not have {file} any more (410).</source>
        <translation>{host} n’a plus {file} (410).</translation>
    </message>
    <message>
        <source>{host} sends whole files only, and Landprint reads {file} by parts.</source>
        <translation>{host} n’envoie que des fichiers entiers, et Landprint lit {file} par parties.</translation>
    </message>
    <message>
        <source>{host} wants to know who asks for {file} (401).</source>
        <translation>{host} veut savoir qui demande {file} (401).</translation>
    </message>
    <message>
        <source>{name} cannot take the model ({error}).</source>
        <translation>{name} ne peut pas accueillir le modèle ({error}).</translation>
    </message>
    <message>
        <source>{name} has {free} GB to spare and the model needs {needed} GB.</source>
        <translation>{name} a {free} Go de libres et le modèle demande {needed} Go.</translation>
    </message>
    <message>
        <source>{name} is a part of the scene {name2}: {bands}.</source>
        <translation>{name} est une partie de la scène {name2} : {bands}.</translation>
    </message>
    <message>
        <source>{name} is compressed as a whole: unpacked, it is read faster.</source>
        <translation>{name} est compressé en un bloc : décompressé, il se lit plus vite.</translation>
    </message>
    <message>
        <source>{name} is used, with {free_bytes} GB to spare.</source>
        <translation>{name} est utilisée, avec {free_bytes} Go de libres.</translation>
    </message>
    <message>
        <source>{name} is version {version}, and the engine needs {specifier}.</source>
        <translation>{name} est en version {version}, et le moteur demande {specifier}.</translation>
    </message>
    <message>
        <source>{name} names no coordinate system: its coordinates are taken as degrees (EPSG:4326).</source>
        <translation>{name} n’indique aucun système de coordonnées : ses coordonnées sont prises en degrés (EPSG:4326).</translation>
    </message>
    <message>
        <source>{name} {version} does not load: {error}.</source>
        <translation>{name} {version} ne se charge pas : {error}.</translation>
    </message>
    <message>
        <source>{needed} on the disk of {folder}, and {free} are free.</source>
        <translation>{needed} sur le disque de {folder}, et {free} sont libres.</translation>
    </message>
    <message>
        <source>{product} has reflectance x 10,000.</source>
        <translation>{product} a une réflectance x 10 000.</translation>
    </message>
    <message>
        <source>{side} m</source>
        <translation>{side} m</translation>
    </message>
    <message>
        <source>{there} packages are here and load: {there2}.</source>
        <translation>{there} paquets sont là et se chargent : {there2}.</translation>
    </message>
    <message>
        <source>{title} agrees only in part with what was published of it. Right: {right}. Not: {wrong}.</source>
        <translation>{title} ne concorde qu’en partie avec ce qui a été publié. Juste : {right}. Pas : {wrong}.</translation>
    </message>
    <message>
        <source>{title} agrees with what was published of it: {right}.</source>
        <translation>{title} concorde avec ce qui a été publié : {right}.</translation>
    </message>
    <message>
        <source>{title} is here already.</source>
        <translation>{title} est déjà ici.</translation>
    </message>
    <message>
        <source>{title} runs the model: no chip has data to measure 8 bits on.</source>
        <translation>{title} exécute le modèle : aucune vignette n’a de données pour mesurer les 8 bits.</translation>
    </message>
    <message>
        <source>{title} take the raster&apos;s values as they are; not used: {names}.</source>
        <translation>{title} prennent les valeurs du raster telles quelles ; non utilisé : {names}.</translation>
    </message>
    <message>
        <source>{topic} cannot be looked at: {error}.</source>
        <translation>{topic} ne peut pas être vérifié : {error}.</translation>
    </message>
    <message>
        <source>{topic} cannot be looked at: {name__}: {error}.</source>
        <translation>{topic} ne peut pas être vérifié : {name__} : {error}.</translation>
    </message>
    <message>
        <source>{total} GB of memory{left}.</source>
        <translation>{total} Go de mémoire{left}.</translation>
    </message>
    <message>
        <source>{valid} % of the chip has data.</source>
        <translation>{valid} % de la vignette a des données.</translation>
    </message>
    <message>
        <source>{values} % of the values lie beyond the shared scale.</source>
        <translation>{values} % des valeurs dépassent l’échelle commune.</translation>
    </message>
    <message>
        <source>{value} alike</source>
        <translation>{value} semblable</translation>
    </message>
    <message>
        <source>{value} changed</source>
        <translation>{value} changé</translation>
    </message>
    <message>
        <source>Not looked at, unless it is chosen: {title}. It tells of clouds, which “Leave out the scene&apos;s own clouds” leaves out by it.</source>
        <translation>Non regardé, sauf si on le choisit : {title}. Il indique les nuages, que « Écarter les nuages indiqués par la scène » écarte d’après lui.</translation>
    </message>
    <message>
        <source>The pixels are {gsd} m, and those of {title} {gsd2} m: the image is taken as it is, and what it shows looks larger or smaller than the encoder knows it. “Resample” gives it pixels of that size.</source>
        <translation>Les pixels font {gsd} m, et ceux de {title} {gsd2} m : l’image est prise telle quelle, et ce qu’elle montre paraît plus grand ou plus petit que l’encodeur ne le connaît. « Rééchantillonner » lui donne des pixels de cette taille.</translation>
    </message>
    <message>
        <source>It</source>
        <translation>Il</translation>
    </message>
    <message>
        <source>&amp;Diagnose…</source>
        <translation>&amp;Diagnostic…</translation>
    </message>
    <message>
        <source>&amp;Engine&apos;s set-up…</source>
        <translation>&amp;Installation du moteur…</translation>
    </message>
    <message>
        <source>&amp;Models and storage…</source>
        <translation>&amp;Modèles et stockage…</translation>
    </message>
    <message>
        <source>&amp;Options…</source>
        <translation>&amp;Options…</translation>
    </message>
    <message>
        <source>&amp;Uninstall the engine…</source>
        <translation>Dé&amp;sinstaller le moteur…</translation>
    </message>
    <message>
        <source>Choose a layer…</source>
        <translation>Choisir une couche…</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>Guide</translation>
    </message>
    <message>
        <source>Landprint: Guide</source>
        <translation>Landprint : Guide</translation>
    </message>
    <message>
        <source>Landprint: draw {name}</source>
        <translation>Landprint : dessiner {name}</translation>
    </message>
    <message>
        <source>Make a &amp;kit…</source>
        <translation>Créer un &amp;kit…</translation>
    </message>
    <message>
        <source>What Landprint does, in pictures</source>
        <translation>Ce que fait Landprint, en images</translation>
    </message>
    <message>
        <source>“{name}” holds embeddings already. It can be searched and clustered as it is.</source>
        <translation>« {name} » contient déjà des embeddings. Elle peut être fouillée et classée telle quelle.</translation>
    </message>
    <message>
        <source>&amp;10 most similar</source>
        <translation>&amp;10 plus semblables</translation>
    </message>
    <message>
        <source>&amp;Coordinates…</source>
        <translation>&amp;Coordonnées…</translation>
    </message>
    <message>
        <source>&amp;Copy coordinates</source>
        <translation>&amp;Copier les coordonnées</translation>
    </message>
    <message>
        <source>&amp;Merge the selected classes</source>
        <translation>&amp;Réunir les classes choisies</translation>
    </message>
    <message>
        <source>&amp;Polygons of all classes</source>
        <translation>&amp;Polygones de toutes les classes</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Retirer</translation>
    </message>
    <message>
        <source>&amp;Selected features of the active layer</source>
        <translation>Entités &amp;sélectionnées de la couche active</translation>
    </message>
    <message>
        <source>&amp;Threshold</source>
        <translation>&amp;Seuil</translation>
    </message>
    <message>
        <source>&amp;Use these classes for</source>
        <translation>&amp;Utiliser ces classes pour</translation>
    </message>
    <message>
        <source>48.137, 11.575 or 48°08′N 11°34′E</source>
        <translation>48.137, 11.575 ou 48°08′N 11°34′E</translation>
    </message>
    <message>
        <source>A GeoTIFF with the probability of each patch&apos;s class, from 0 to 1. It is right on places that were left out while learning, and says nothing of kinds of places of which there was no example.</source>
        <translation>Un GeoTIFF avec la probabilité de la classe de chaque patch, de 0 à 1. Elle est juste sur des lieux tenus à l’écart de l’apprentissage, et ne dit rien des types de lieux dont il n’y avait pas d’exemple.</translation>
    </message>
    <message>
        <source>A small JSON file of plain numbers, with which other embedding rasters that were made in the same way are classified without examples.</source>
        <translation>Un petit fichier JSON de nombres simples, avec lequel d’autres rasters d’embeddings faits de la même façon sont classés sans exemples.</translation>
    </message>
    <message>
        <source>All of them in a table</source>
        <translation>Tous dans une table</translation>
    </message>
    <message>
        <source>Anywhere on Earth · {encoder}</source>
        <translation>N’importe où sur Terre · {encoder}</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Zone</translation>
    </message>
    <message>
        <source>Areas of classes</source>
        <translation>Surfaces des classes</translation>
    </message>
    <message>
        <source>Certainty</source>
        <translation>Certitude</translation>
    </message>
    <message>
        <source>Classes from examples</source>
        <translation>Classes d’après des exemples</translation>
    </message>
    <message>
        <source>Classes: {names}.</source>
        <translation>Classes : {names}.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Effacer</translation>
    </message>
    <message>
        <source>Click a place that looks alike and is not meant. Alt does the same. Key: −</source>
        <translation>Cliquez un lieu qui ressemble et n’est pas voulu. Alt fait de même. Touche : −</translation>
    </message>
    <message>
        <source>Click the image to embed all that the encoder sees at once around there. It needs no embedding layer.</source>
        <translation>Cliquez sur l’image pour encoder tout ce que l’encodeur voit à la fois autour. Aucune couche d’embeddings n’est nécessaire.</translation>
    </message>
    <message>
        <source>Click the map to see where else looks like that place. Shift adds a place. Key: +</source>
        <translation>Cliquez sur la carte pour voir où cela ressemble aussi à ce lieu. Maj ajoute un lieu. Touche : +</translation>
    </message>
    <message>
        <source>Colour of {name}</source>
        <translation>Couleur de {name}</translation>
    </message>
    <message>
        <source>Colour {colour}</source>
        <translation>Couleur {colour}</translation>
    </message>
    <message>
        <source>Colours and names of the classes: double-click to change them, right-click for more</source>
        <translation>Couleurs et noms des classes : double-clic pour les changer, clic droit pour plus</translation>
    </message>
    <message>
        <source>Coordinates</source>
        <translation>Coordonnées</translation>
    </message>
    <message>
        <source>Coordinates as 48.137, 11.575 or 48°08′N 11°34′E, or x, y of the map; Enter adds the place</source>
        <translation>Coordonnées comme 48.137, 11.575 ou 48°08′N 11°34′E, ou x, y de la carte ; Entrée ajoute le lieu</translation>
    </message>
    <message>
        <source>Copy the embedding&apos;s values to the clipboard</source>
        <translation>Copier les valeurs de l’embedding dans le presse-papiers</translation>
    </message>
    <message>
        <source>Double-click to change the colour</source>
        <translation>Double-clic pour changer la couleur</translation>
    </message>
    <message>
        <source>Draw a rectangle: all of it becomes one example, liked or not liked as the button beside says</source>
        <translation>Dessinez un rectangle : tout son contenu devient un exemple, voulu ou non comme le dit le bouton à côté</translation>
    </message>
    <message>
        <source>Embed an image above, or choose a layer that holds embeddings.</source>
        <translation>Encodez une image ci-dessus, ou choisissez une couche qui contient des embeddings.</translation>
    </message>
    <message>
        <source>Embed an image above, or choose a layer that holds embeddings. Whole chip needs neither.</source>
        <translation>Encodez une image ci-dessus, ou choisissez une couche qui contient des embeddings. « Vignette entière » n’a besoin d’aucun des deux.</translation>
    </message>
    <message>
        <source>Embedding layer</source>
        <translation>Couche d’embeddings</translation>
    </message>
    <message>
        <source>Enable the plugin Processing.</source>
        <translation>Activez l’extension Traitement (Processing).</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Exemples</translation>
    </message>
    <message>
        <source>Field with the class</source>
        <translation>Champ de la classe</translation>
    </message>
    <message>
        <source>Find how many classes the data itself suggests</source>
        <translation>Trouver combien de classes les données suggèrent</translation>
    </message>
    <message>
        <source>Find similar</source>
        <translation>Trouver le semblable</translation>
    </message>
    <message>
        <source>Give a layer of examples with the field of their class, or a saved model.</source>
        <translation>Donnez une couche d’exemples avec le champ de leur classe, ou un modèle enregistré.</translation>
    </message>
    <message>
        <source>How many kinds of land to tell apart</source>
        <translation>Combien de types de terrain distinguer</translation>
    </message>
    <message>
        <source>How much land is above the threshold</source>
        <translation>Quelle surface est au-dessus du seuil</translation>
    </message>
    <message>
        <source>How several liked places count together</source>
        <translation>Comment plusieurs lieux voulus comptent ensemble</translation>
    </message>
    <message>
        <source>In place of examples: the file of a model that was saved here, for an embedding raster that was made in the same way.</source>
        <translation>À la place d’exemples : le fichier d’un modèle enregistré ici, pour un raster d’embeddings fait de la même façon.</translation>
    </message>
    <message>
        <source>It has no columns.</source>
        <translation>Elle n’a pas de colonnes.</translation>
    </message>
    <message>
        <source>Its columns are {columns}.</source>
        <translation>Ses colonnes sont {columns}.</translation>
    </message>
    <message>
        <source>Kind of model</source>
        <translation>Type de modèle</translation>
    </message>
    <message>
        <source>Landprint classes (*.json)</source>
        <translation>Classes de Landprint (*.json)</translation>
    </message>
    <message>
        <source>Landprint: classes of {name}</source>
        <translation>Landprint : classes de {name}</translation>
    </message>
    <message>
        <source>Landprint: merge classes</source>
        <translation>Landprint : réunir des classes</translation>
    </message>
    <message>
        <source>Landprint: polygons of classes</source>
        <translation>Landprint : polygones des classes</translation>
    </message>
    <message>
        <source>Landprint: suggest classes</source>
        <translation>Landprint : suggérer des classes</translation>
    </message>
    <message>
        <source>Landprint: typical places</source>
        <translation>Landprint : lieux typiques</translation>
    </message>
    <message>
        <source>Learned: what &amp;tells the places from those not liked</source>
        <translation>Appris : ce qui &amp;distingue les lieux de ceux non voulus</translation>
    </message>
    <message>
        <source>Learning the classes</source>
        <translation>Apprentissage des classes</translation>
    </message>
    <message>
        <source>Li&amp;ke</source>
        <translation>&amp;Comme</translation>
    </message>
    <message>
        <source>Like</source>
        <translation>Comme</translation>
    </message>
    <message>
        <source>Like &amp;any of the places</source>
        <translation>Comme l’&amp;un des lieux</translation>
    </message>
    <message>
        <source>Like a&amp;ll of them at once: their mean</source>
        <translation>Comme &amp;tous à la fois : leur moyenne</translation>
    </message>
    <message>
        <source>Lower the threshold.</source>
        <translation>Abaissez le seuil.</translation>
    </message>
    <message>
        <source>Make a layer of classes</source>
        <translation>Faire une couche de classes</translation>
    </message>
    <message>
        <source>Make it a &amp;liked place</source>
        <translation>En faire un lieu &amp;voulu</translation>
    </message>
    <message>
        <source>Make it a place &amp;not liked</source>
        <translation>En faire un lieu &amp;non voulu</translation>
    </message>
    <message>
        <source>Make polygons of what is above the threshold</source>
        <translation>Faire des polygones de ce qui dépasse le seuil</translation>
    </message>
    <message>
        <source>Makes a map of classes from examples of them: points, lines or areas with the class in a field. A small model learns the classes from the embeddings there, and its score is measured on places that it has not seen. The model can be saved, and classifies other embedding rasters that were made in the same way. With one class, the map shows what is similar to it.</source>
        <translation>Fait une carte de classes d’après des exemples : points, lignes ou surfaces avec la classe dans un champ. Un petit modèle apprend les classes des embeddings qui s’y trouvent, et son score est mesuré sur des lieux qu’il n’a pas vus. Le modèle peut être enregistré, et classe d’autres rasters d’embeddings faits de la même façon. Avec une seule classe, la carte montre ce qui lui est semblable.</translation>
    </message>
    <message>
        <source>Merge, outline or use the classes for another image</source>
        <translation>Réunir les classes, tracer leurs contours ou les utiliser pour une autre image</translation>
    </message>
    <message>
        <source>More ways to give examples</source>
        <translation>Autres façons de donner des exemples</translation>
    </message>
    <message>
        <source>More ways to give examples: selected features, coordinates</source>
        <translation>Autres façons de donner des exemples : entités sélectionnées, coordonnées</translation>
    </message>
    <message>
        <source>Most &amp;typical places of the selected class</source>
        <translation>Lieux les plus &amp;typiques de la classe choisie</translation>
    </message>
    <message>
        <source>Most similar places</source>
        <translation>Lieux les plus semblables</translation>
    </message>
    <message>
        <source>Most similar to {places}</source>
        <translation>Les plus semblables à {places}</translation>
    </message>
    <message>
        <source>No example of {missing} lies on data.</source>
        <translation>Aucun exemple de {missing} n’est sur des données.</translation>
    </message>
    <message>
        <source>Not like</source>
        <translation>Pas comme</translation>
    </message>
    <message>
        <source>Nothing is that similar.</source>
        <translation>Rien n’est aussi semblable.</translation>
    </message>
    <message>
        <source>Now pick a place to look for: what is unlike a place alone is nearly everything.</source>
        <translation>Choisissez maintenant un lieu à rechercher : ce qui diffère seulement d’un lieu est presque tout.</translation>
    </message>
    <message>
        <source>Of the embeddings as they are, it is {similarity}.</source>
        <translation>Pour les embeddings tels quels, elle est de {similarity}.</translation>
    </message>
    <message>
        <source>Only what is more similar than this is drawn</source>
        <translation>Seul ce qui est plus semblable est dessiné</translation>
    </message>
    <message>
        <source>Place {number} is liked: {at}. Press to remove it.</source>
        <translation>Le lieu {number} est voulu : {at}. Appuyez pour le retirer.</translation>
    </message>
    <message>
        <source>Place {number} is not liked: {at}. Press to remove it.</source>
        <translation>Le lieu {number} n’est pas voulu : {at}. Appuyez pour le retirer.</translation>
    </message>
    <message>
        <source>Place {rank}: {similarity}</source>
        <translation>Lieu {rank} : {similarity}</translation>
    </message>
    <message>
        <source>Points are found by those that they are like: Alt does nothing here.</source>
        <translation>Les points se trouvent par ceux auxquels ils ressemblent : Alt ne fait rien ici.</translation>
    </message>
    <message>
        <source>Points, lines or polygons of known classes; five places or more of each do well. An area stands for the patches whose centre it holds.</source>
        <translation>Points, lignes ou polygones de classes connues ; cinq lieux ou plus par classe conviennent. Une surface vaut pour les patchs dont elle contient le centre.</translation>
    </message>
    <message>
        <source>Pol&amp;ygons</source>
        <translation>Pol&amp;ygones</translation>
    </message>
    <message>
        <source>Press Like, then click anywhere: the map need not show a layer there. Escape leaves.</source>
        <translation>Appuyez sur « Comme », puis cliquez n’importe où : la carte n’a pas besoin d’y montrer une couche. Échap quitte.</translation>
    </message>
    <message>
        <source>Press Like, then click near a point. Shift adds a point, Escape leaves.</source>
        <translation>Appuyez sur « Comme », puis cliquez près d’un point. Maj ajoute un point, Échap quitte.</translation>
    </message>
    <message>
        <source>Press Like, then click the map. Shift adds a place, Alt adds one to be unlike, Escape leaves.</source>
        <translation>Appuyez sur « Comme », puis cliquez sur la carte. Maj ajoute un lieu, Alt un lieu non voulu, Échap quitte.</translation>
    </message>
    <message>
        <source>QGIS&apos;s tool {name} is missing.</source>
        <translation>L’outil {name} de QGIS manque.</translation>
    </message>
    <message>
        <source>R&amp;un</source>
        <translation>&amp;Lancer</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>Rectangle</translation>
    </message>
    <message>
        <source>Remove all places</source>
        <translation>Retirer tous les lieux</translation>
    </message>
    <message>
        <source>Remove place {number} (liked)</source>
        <translation>Retirer le lieu {number} (voulu)</translation>
    </message>
    <message>
        <source>Remove place {number} (not liked)</source>
        <translation>Retirer le lieu {number} (non voulu)</translation>
    </message>
    <message>
        <source>Right on {share} % of the places left out, every class counting alike; {places}.</source>
        <translation>Juste sur {share} % des lieux tenus à l’écart, chaque classe comptant autant ; {places}.</translation>
    </message>
    <message>
        <source>Saved model</source>
        <translation>Modèle enregistré</translation>
    </message>
    <message>
        <source>Score on places left out (balanced accuracy)</source>
        <translation>Score sur des lieux tenus à l’écart (exactitude équilibrée)</translation>
    </message>
    <message>
        <source>Select features of a layer of points or polygons, and have that layer active.</source>
        <translation>Sélectionnez des entités d’une couche de points ou de polygones, et activez cette couche.</translation>
    </message>
    <message>
        <source>Show the ten best places one after the other</source>
        <translation>Montrer les dix meilleurs lieux l’un après l’autre</translation>
    </message>
    <message>
        <source>Similar to {places}</source>
        <translation>Semblable à {places}</translation>
    </message>
    <message>
        <source>Smaller areas join the largest area beside them. In patches, the squares of the classes</source>
        <translation>Les surfaces plus petites sont jointes à la plus grande voisine. En patchs, les carrés des classes</translation>
    </message>
    <message>
        <source>Smallest area</source>
        <translation>Plus petite surface</translation>
    </message>
    <message>
        <source>Su&amp;ggest</source>
        <translation>Su&amp;ggérer</translation>
    </message>
    <message>
        <source>The active layer has no selected features.</source>
        <translation>La couche active n’a pas d’entités sélectionnées.</translation>
    </message>
    <message>
        <source>The embedding layer to search in</source>
        <translation>La couche d’embeddings où chercher</translation>
    </message>
    <message>
        <source>The field of the examples with the name or number of the class; places without one are passed over.</source>
        <translation>Le champ des exemples avec le nom ou le numéro de la classe ; les lieux qui n’en ont pas sont ignorés.</translation>
    </message>
    <message>
        <source>The length of the embedding is {norm}.</source>
        <translation>La longueur de l’embedding est {norm}.</translation>
    </message>
    <message>
        <source>The next place</source>
        <translation>Le lieu suivant</translation>
    </message>
    <message>
        <source>The place before</source>
        <translation>Le lieu précédent</translation>
    </message>
    <message>
        <source>The places that are most similar, the best first; press one to see where it is</source>
        <translation>Les lieux les plus semblables, le meilleur d’abord ; appuyez sur l’un pour voir où il est</translation>
    </message>
    <message>
        <source>The polygons could not be made.</source>
        <translation>Les polygones n’ont pas pu être faits.</translation>
    </message>
    <message>
        <source>The rectangle has no place in the layer.</source>
        <translation>Le rectangle n’a pas de lieu dans la couche.</translation>
    </message>
    <message>
        <source>The selected features have no places in the embedding layer.</source>
        <translation>Les entités sélectionnées n’ont pas de lieux dans la couche d’embeddings.</translation>
    </message>
    <message>
        <source>The similarity of the two places as in the heatmap, from -1 to 1.</source>
        <translation>La similarité des deux lieux comme sur la carte de chaleur, de -1 à 1.</translation>
    </message>
    <message>
        <source>There are no examples to learn from.</source>
        <translation>Il n’y a pas d’exemples dont apprendre.</translation>
    </message>
    <message>
        <source>There is no other place: all are picked.</source>
        <translation>Il n’y a pas d’autre lieu : tous sont choisis.</translation>
    </message>
    <message>
        <source>There is no score: of {single} there is a single example, and none to compare it with. Give one more of each, somewhere else.</source>
        <translation>Il n’y a pas de score : de {single} il n’y a qu’un exemple, et aucun pour comparer. Donnez-en un de plus de chaque, ailleurs.</translation>
    </message>
    <message>
        <source>This is not meant: it becomes a place not liked</source>
        <translation>Ce n’est pas voulu : cela devient un lieu non voulu</translation>
    </message>
    <message>
        <source>This is what I look for: it becomes a liked place</source>
        <translation>C’est ce que je cherche : cela devient un lieu voulu</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Seuil</translation>
    </message>
    <message>
        <source>Try another threshold.</source>
        <translation>Essayez un autre seuil.</translation>
    </message>
    <message>
        <source>Typical: {name}</source>
        <translation>Typique : {name}</translation>
    </message>
    <message>
        <source>Whole ch&amp;ip</source>
        <translation>V&amp;ignette entière</translation>
    </message>
    <message>
        <source>Whole chip</source>
        <translation>Vignette entière</translation>
    </message>
    <message>
        <source>With these classes</source>
        <translation>Avec ces classes</translation>
    </message>
    <message>
        <source>Write it as 48.137, 11.575 or 48°08′N 11°34′E, or as x, y in the map&apos;s coordinate system.</source>
        <translation>Écrivez-le comme 48.137, 11.575 ou 48°08′N 11°34′E, ou comme x, y dans le système de coordonnées de la carte.</translation>
    </message>
    <message>
        <source>all</source>
        <translation>tous</translation>
    </message>
    <message>
        <source>any</source>
        <translation>quelconque</translation>
    </message>
    <message>
        <source>learned</source>
        <translation>appris</translation>
    </message>
    <message>
        <source>patches</source>
        <translation>patchs</translation>
    </message>
    <message>
        <source>{name} has the same classes now.</source>
        <translation>{name} a maintenant les mêmes classes.</translation>
    </message>
    <message numerus="yes">
        <source>{n} classes are the most distinct here.</source>
        <translation>
            <numerusform>{n} classe est la plus nette ici.</numerusform>
            <numerusform>{n} classes sont les plus nettes ici.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} classes made of {name}.</source>
        <translation>
            <numerusform>{n} classe faite de {name}.</numerusform>
            <numerusform>{n} classes faites de {name}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} numbers</source>
        <translation>
            <numerusform>{n} nombre</numerusform>
            <numerusform>{n} nombres</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} places in all</source>
        <translation>
            <numerusform>{n} lieu en tout</numerusform>
            <numerusform>{n} lieux en tout</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} polygons drawn.</source>
        <translation>
            <numerusform>{n} polygone dessiné.</numerusform>
            <numerusform>{n} polygones dessinés.</numerusform>
        </translation>
    </message>
    <message>
        <source>{outside} of {places} places lie outside of the raster.</source>
        <translation>{outside} lieux sur {places} sont hors du raster.</translation>
    </message>
    <message>
        <source>{rank}/{count} · {similarity}</source>
        <translation>{rank}/{count} · {similarity}</translation>
    </message>
    <message>
        <source>{similarity} less similar</source>
        <translation>{similarity} moins semblable</translation>
    </message>
    <message>
        <source>{similarity} like place {number}</source>
        <translation>{similarity} comme le lieu {number}</translation>
    </message>
    <message>
        <source>{similarity} more similar</source>
        <translation>{similarity} plus semblable</translation>
    </message>
    <message>
        <source>{unknown} examples have no class and are passed over.</source>
        <translation>{unknown} exemples n’ont pas de classe et sont ignorés.</translation>
    </message>
    <message>
        <source>“{place}” lies outside of “{layer}”.</source>
        <translation>« {place} » est hors de « {layer} ».</translation>
    </message>
    <message>
        <source>“{text}” has no coordinates in the layer.</source>
        <translation>« {text} » n’a pas de coordonnées dans la couche.</translation>
    </message>
    <message>
        <source>“{text}” is no place.</source>
        <translation>« {text} » n’est pas un lieu.</translation>
    </message>
    <message>
        <source>From {before} to {after}.</source>
        <translation>De {before} à {after}.</translation>
    </message>
    <message>
        <source>Half of the places differ by less than {half}, one in twenty by more than {most}.</source>
        <translation>La moitié des lieux diffère de moins de {half}, un sur vingt de plus de {most}.</translation>
    </message>
    <message>
        <source>Landprint: change from {before} to {after}</source>
        <translation>Landprint : changement de {before} à {after}</translation>
    </message>
    <message>
        <source>Make a layer of how much each place differs between the two</source>
        <translation>Faire une couche qui montre combien chaque lieu diffère entre les deux</translation>
    </message>
    <message>
        <source>The change is mapped.</source>
        <translation>Le changement est cartographié.</translation>
    </message>
    <message>
        <source>The embedding layer of the first date; the map has its patches</source>
        <translation>La couche d’embeddings de la première date ; la carte a ses patchs</translation>
    </message>
    <message>
        <source>The embedding layer of the second date, of the same encoder</source>
        <translation>La couche d’embeddings de la seconde date, du même encodeur</translation>
    </message>
    <message>
        <source>De&amp;lete chosen…</source>
        <translation>Supprimer la sé&amp;lection…</translation>
    </message>
    <message>
        <source>Delete chosen</source>
        <translation>Supprimer la sélection</translation>
    </message>
    <message>
        <source>Delete these files: of layers that were removed, and of projects that were never saved</source>
        <translation>Supprimer ces fichiers : de couches retirées et de projets jamais enregistrés</translation>
    </message>
    <message numerus="yes">
        <source>Delete these {n} files ({size})?</source>
        <translation>
            <numerusform>Supprimer ce fichier ({size}) ?</numerusform>
            <numerusform>Supprimer ces {n} fichiers ({size}) ?</numerusform>
        </translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Layers that were removed leave their files in the project&apos;s folder.</source>
        <translation>Les couches retirées laissent leurs fichiers dans le dossier du projet.</translation>
    </message>
    <message>
        <source>Not all could be deleted: {reason}.</source>
        <translation>Tout n’a pas pu être supprimé : {reason}.</translation>
    </message>
    <message>
        <source>Results that no layer shows</source>
        <translation>Résultats qu’aucune couche ne montre</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>&amp;Class map…</source>
        <translation>&amp;Carte des classes…</translation>
    </message>
    <message>
        <source>&amp;Colour…</source>
        <translation>&amp;Couleur…</translation>
    </message>
    <message>
        <source>&amp;Column</source>
        <translation>&amp;Colonne</translation>
    </message>
    <message>
        <source>&amp;Layer</source>
        <translation>C&amp;ouche</translation>
    </message>
    <message>
        <source>&amp;Model, for other images…</source>
        <translation>&amp;Modèle, pour d’autres images…</translation>
    </message>
    <message>
        <source>&amp;Polygons…</source>
        <translation>&amp;Polygones…</translation>
    </message>
    <message>
        <source>&amp;Remove this example</source>
        <translation>&amp;Retirer cet exemple</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>Re&amp;nommer</translation>
    </message>
    <message>
        <source>+ Class</source>
        <translation>+ Classe</translation>
    </message>
    <message>
        <source>2 × finer, 4 × as long</source>
        <translation>2 × plus fin, 4 × plus long</translation>
    </message>
    <message>
        <source>4 × finer, 16 × as long</source>
        <translation>4 × plus fin, 16 × plus long</translation>
    </message>
    <message>
        <source>A feature of “{layer}” has no coordinates in the embedding layer&apos;s CRS.</source>
        <translation>Une entité de « {layer} » n’a pas de coordonnées dans le SCR de la couche d’embeddings.</translation>
    </message>
    <message>
        <source>A file of weights to use this time instead of those that are here</source>
        <translation>Un fichier de poids à utiliser cette fois à la place de ceux qui sont ici</translation>
    </message>
    <message>
        <source>A finer result from shifted chips, in place of Detail</source>
        <translation>Un résultat plus fin par vignettes décalées, à la place de la finesse ci-dessus</translation>
    </message>
    <message>
        <source>A layer of points or polygons</source>
        <translation>Une couche de points ou de polygones</translation>
    </message>
    <message>
        <source>A line of more than {count} bytes came over the wire.</source>
        <translation>Une ligne de plus de {count} octets est arrivée.</translation>
    </message>
    <message>
        <source>A patch, or all that the encoder sees at once</source>
        <translation>Un patch, ou tout ce que l’encodeur voit à la fois</translation>
    </message>
    <message>
        <source>A rectangle that you draw on the map</source>
        <translation>Un rectangle que vous dessinez sur la carte</translation>
    </message>
    <message>
        <source>A web layer is a picture: its colours are no measured reflectances, and its tiles may be of different dates. Landprint draws the area first, under the service&apos;s own terms.</source>
        <translation>Une couche web est une image : ses couleurs ne sont pas des réflectances mesurées, et ses tuiles peuvent être de dates différentes. Landprint dessine d’abord la zone, selon les conditions du service.</translation>
    </message>
    <message>
        <source>About the encoder</source>
        <translation>À propos de l’encodeur</translation>
    </message>
    <message>
        <source>Add a class</source>
        <translation>Ajouter une classe</translation>
    </message>
    <message>
        <source>Add a class and type its name</source>
        <translation>Ajouter une classe et saisir son nom</translation>
    </message>
    <message>
        <source>Add a satellite image or a point layer, drop a scene here, or choose Anywhere on Earth.</source>
        <translation>Ajoutez une image satellite ou une couche de points, déposez ici une scène, ou choisissez « N’importe où sur Terre ».</translation>
    </message>
    <message>
        <source>Add e&amp;xamples</source>
        <translation>+ E&amp;xemples</translation>
    </message>
    <message>
        <source>Add examples</source>
        <translation>Ajouter des exemples</translation>
    </message>
    <message>
        <source>All bands were found, which this encoder needs.</source>
        <translation>Toutes les bandes ont été trouvées, dont cet encodeur a besoin.</translation>
    </message>
    <message>
        <source>All features are taken; select some to take only those.</source>
        <translation>Toutes les entités sont prises ; sélectionnez-en pour ne prendre que celles-là.</translation>
    </message>
    <message>
        <source>All of the layer</source>
        <translation>Toute la couche</translation>
    </message>
    <message>
        <source>Apply a model…</source>
        <translation>Modèle existant…</translation>
    </message>
    <message>
        <source>Apply a saved model</source>
        <translation>Appliquer un modèle enregistré</translation>
    </message>
    <message>
        <source>At most {most} classes are told apart.</source>
        <translation>Au plus {most} classes sont distinguées.</translation>
    </message>
    <message>
        <source>Built in: nothing to download</source>
        <translation>Intégré : rien à télécharger</translation>
    </message>
    <message>
        <source>Certainty of classes</source>
        <translation>Certitude des classes</translation>
    </message>
    <message>
        <source>Certainty of the classes</source>
        <translation>Certitude des classes</translation>
    </message>
    <message>
        <source>Choose a column of classes.</source>
        <translation>Choisissez une colonne de classes.</translation>
    </message>
    <message>
        <source>Choose an embedding layer…</source>
        <translation>Choisir une couche d’embeddings…</translation>
    </message>
    <message>
        <source>Choose another column, or select other features.</source>
        <translation>Choisissez une autre colonne, ou d’autres entités.</translation>
    </message>
    <message>
        <source>Choose one of its columns.</source>
        <translation>Choisissez une de ses colonnes.</translation>
    </message>
    <message>
        <source>Choose the file with the button beside it.</source>
        <translation>Choisissez le fichier avec le bouton à côté.</translation>
    </message>
    <message>
        <source>Class {number}</source>
        <translation>Classe {number}</translation>
    </message>
    <message>
        <source>Classes are found in the embeddings without examples</source>
        <translation>Les classes sont trouvées dans les embeddings sans exemples</translation>
    </message>
    <message>
        <source>Classes are made of an embedding layer.</source>
        <translation>Les classes se font d’une couche d’embeddings.</translation>
    </message>
    <message>
        <source>Classes by a saved model</source>
        <translation>Classes par un modèle enregistré</translation>
    </message>
    <message>
        <source>Classes by itself</source>
        <translation>Classes automatiques</translation>
    </message>
    <message>
        <source>Classes from my examples</source>
        <translation>Classes d’après mes exemples</translation>
    </message>
    <message>
        <source>Classes of the mask that are left out: numbers, or words as cloud, snow of an SCL or QA_PIXEL</source>
        <translation>Classes du masque à écarter : des nombres, ou des mots comme cloud, snow d’une SCL ou d’un QA_PIXEL</translation>
    </message>
    <message>
        <source>Click inside of its outline.</source>
        <translation>Cliquez à l’intérieur de son contour.</translation>
    </message>
    <message>
        <source>Click inside, or choose a larger area.</source>
        <translation>Cliquez à l’intérieur, ou choisissez une zone plus grande.</translation>
    </message>
    <message>
        <source>Click some on the map.</source>
        <translation>Cliquez-en quelques-uns sur la carte.</translation>
    </message>
    <message>
        <source>Click the map: each click is an example of the selected class. The keys 1 to 9 choose the class.</source>
        <translation>Cliquez sur la carte : chaque clic est un exemple de la classe choisie. Les touches 1 à 9 choisissent la classe.</translation>
    </message>
    <message>
        <source>Click where the image has data.</source>
        <translation>Cliquez là où l’image a des données.</translation>
    </message>
    <message>
        <source>Click “Add examples” and then the map. A few examples of each class make a class map.</source>
        <translation>Appuyez sur « Ajouter des exemples », puis cliquez sur la carte. Quelques exemples de chaque classe font une carte des classes.</translation>
    </message>
    <message>
        <source>Clouds</source>
        <translation>Nuages</translation>
    </message>
    <message>
        <source>Colours, taken as those of aerial photographs.</source>
        <translation>Des couleurs, prises pour celles de photographies aériennes.</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Colonne</translation>
    </message>
    <message>
        <source>Compact keeps what matters for similarity in a quarter of the room</source>
        <translation>Compact garde l’essentiel pour la similarité dans le quart de la place</translation>
    </message>
    <message>
        <source>Corrected by you.</source>
        <translation>Corrigé par vous.</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Double-click to change the colour; the number is its key on the map</source>
        <translation>Double-clic pour changer la couleur ; le nombre est sa touche sur la carte</translation>
    </message>
    <message>
        <source>Double-click to change the name</source>
        <translation>Double-clic pour changer le nom</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>Dessin</translation>
    </message>
    <message>
        <source>E&amp;ncoder</source>
        <translation>E&amp;ncodeur</translation>
    </message>
    <message>
        <source>Each of its values becomes a class</source>
        <translation>Chacune de ses valeurs devient une classe</translation>
    </message>
    <message>
        <source>Em&amp;bed drawn area</source>
        <translation>Encoder la &amp;zone dessinée</translation>
    </message>
    <message>
        <source>Em&amp;bed points</source>
        <translation>Encoder les poin&amp;ts</translation>
    </message>
    <message>
        <source>Em&amp;bed the Earth</source>
        <translation>Encoder la Te&amp;rre</translation>
    </message>
    <message>
        <source>Em&amp;bed visible area</source>
        <translation>Encoder la &amp;zone visible</translation>
    </message>
    <message>
        <source>Em&amp;bed whole layer</source>
        <translation>Encoder toute la co&amp;uche</translation>
    </message>
    <message>
        <source>Estimate</source>
        <translation>Estimation</translation>
    </message>
    <message>
        <source>Estimating…</source>
        <translation>Estimation…</translation>
    </message>
    <message>
        <source>Examples are left out in turn and found again by what is learned from the others.</source>
        <translation>Les exemples sont écartés tour à tour et retrouvés par ce qui est appris des autres.</translation>
    </message>
    <message>
        <source>Examples from a layer</source>
        <translation>Exemples d’une couche</translation>
    </message>
    <message>
        <source>Finer</source>
        <translation>Plus fin</translation>
    </message>
    <message>
        <source>First the weights of {encoder} are needed.</source>
        <translation>Il faut d’abord les poids de {encoder}.</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>Replier</translation>
    </message>
    <message>
        <source>From a layer…</source>
        <translation>D’une couche…</translation>
    </message>
    <message>
        <source>GeoPackage (*.gpkg)</source>
        <translation>GeoPackage (*.gpkg)</translation>
    </message>
    <message>
        <source>Give the image pixels of the size that the encoder knows</source>
        <translation>Donner à l’image des pixels de la taille que l’encodeur connaît</translation>
    </message>
    <message>
        <source>Give this one another name.</source>
        <translation>Donnez à celle-ci un autre nom.</translation>
    </message>
    <message>
        <source>Go where one more example would help most, and say which class is there</source>
        <translation>Aller là où un exemple de plus aiderait le mieux, et dire quelle classe s’y trouve</translation>
    </message>
    <message>
        <source>Guessed; press to correct it.</source>
        <translation>Supposé ; appuyez pour corriger.</translation>
    </message>
    <message>
        <source>How far neighbouring chips overlap; their centres are kept</source>
        <translation>De combien se recouvrent les vignettes voisines ; leur milieu est gardé</translation>
    </message>
    <message>
        <source>How long an embedding may take where its detail is chosen by itself</source>
        <translation>Combien de temps l’encodage peut prendre quand la finesse est choisie automatiquement</translation>
    </message>
    <message>
        <source>How many filters look at the image; each gives two dimensions</source>
        <translation>Combien de filtres regardent l’image ; chacun donne deux dimensions</translation>
    </message>
    <message>
        <source>How often and with how much around it a place is seen</source>
        <translation>Combien de fois et avec combien d’alentours un lieu est vu</translation>
    </message>
    <message>
        <source>It speaks protocol {engine}, the plugin {plugin}.</source>
        <translation>Il parle le protocole {engine}, l’extension {plugin}.</translation>
    </message>
    <message>
        <source>Its weights are here ({size})</source>
        <translation>Ses poids sont ici ({size})</translation>
    </message>
    <message>
        <source>Its weights are to be downloaded ({size})</source>
        <translation>Ses poids sont à télécharger ({size})</translation>
    </message>
    <message>
        <source>Landprint is embedding already: wait until that is done, or stop it.</source>
        <translation>Landprint encode déjà : attendez que ce soit fini, ou arrêtez-le.</translation>
    </message>
    <message>
        <source>Landprint: apply a model</source>
        <translation>Landprint : appliquer un modèle</translation>
    </message>
    <message>
        <source>Landprint: copy the mask</source>
        <translation>Landprint : copier le masque</translation>
    </message>
    <message>
        <source>Landprint: embed {source}</source>
        <translation>Landprint : encoder {source}</translation>
    </message>
    <message>
        <source>Landprint: save classes</source>
        <translation>Landprint : enregistrer les classes</translation>
    </message>
    <message>
        <source>Landprint: save the model</source>
        <translation>Landprint : enregistrer le modèle</translation>
    </message>
    <message>
        <source>Landprint: write the places</source>
        <translation>Landprint : écrire les lieux</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Couche</translation>
    </message>
    <message>
        <source>Leave out the clouds and shadows that the scene itself tells of</source>
        <translation>Écarter les nuages et ombres que la scène indique elle-même</translation>
    </message>
    <message>
        <source>Licence: {licence}.</source>
        <translation>Licence : {licence}.</translation>
    </message>
    <message>
        <source>Look at</source>
        <translation>Regarder</translation>
    </message>
    <message>
        <source>Make a class map of this layer by a model that was saved before</source>
        <translation>Faire une carte des classes de cette couche par un modèle enregistré auparavant</translation>
    </message>
    <message>
        <source>Make a layer of the points with an embedding each</source>
        <translation>Faire une couche des points avec chacun un embedding</translation>
    </message>
    <message>
        <source>Make an embedding layer of the whole Earth; once for each encoder</source>
        <translation>Faire une couche d’embeddings de la Terre entière ; une fois par encodeur</translation>
    </message>
    <message>
        <source>Make an embedding layer of this area</source>
        <translation>Faire une couche d’embeddings de cette zone</translation>
    </message>
    <message>
        <source>Masked classes</source>
        <translation>Classes masquées</translation>
    </message>
    <message>
        <source>Measured on a part of this layer with these settings</source>
        <translation>Mesuré sur une partie de cette couche avec ces réglages</translation>
    </message>
    <message>
        <source>Model of classes</source>
        <translation>Modèle des classes</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Plus</translation>
    </message>
    <message>
        <source>More bands</source>
        <translation>Autres bandes</translation>
    </message>
    <message>
        <source>More bands from</source>
        <translation>Autres bandes de</translation>
    </message>
    <message>
        <source>Needs {needed} of disk, only {free} are free.</source>
        <translation>Demande {needed} sur le disque, seuls {free} sont libres.</translation>
    </message>
    <message>
        <source>Next unsure place</source>
        <translation>Lieu incertain suivant</translation>
    </message>
    <message>
        <source>No score yet: give one more example of {names}, away from the others.</source>
        <translation>Pas encore de score : donnez un exemple de plus de {names}, loin des autres.</translation>
    </message>
    <message>
        <source>One embedding for</source>
        <translation>Un embedding pour</translation>
    </message>
    <message>
        <source>One for</source>
        <translation>Un pour</translation>
    </message>
    <message>
        <source>Open a scene</source>
        <translation>Ouvrir une scène</translation>
    </message>
    <message>
        <source>Open a scene: a Sentinel-2 .SAFE or a Landsat folder, its zip or tar; or drop one here</source>
        <translation>Ouvrir une scène : un dossier .SAFE de Sentinel-2 ou un dossier de Landsat, son zip ou tar ; ou déposez-en une ici</translation>
    </message>
    <message>
        <source>Other layers of this project: {names}. Under More you choose which.</source>
        <translation>Autres couches de ce projet : {names}. Sous « Plus », vous choisissez lesquelles.</translation>
    </message>
    <message>
        <source>Other layers whose bands belong to this image: one file a band, of 10 and of 20 metres</source>
        <translation>Autres couches dont les bandes appartiennent à cette image : un fichier par bande, de 10 et de 20 mètres</translation>
    </message>
    <message>
        <source>Other rasters, taken as embeddings:</source>
        <translation>Autres rasters, pris comme embeddings :</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Sortie</translation>
    </message>
    <message>
        <source>Output file</source>
        <translation>Fichier de sortie</translation>
    </message>
    <message>
        <source>Overlap</source>
        <translation>Recouvrement</translation>
    </message>
    <message>
        <source>Patch</source>
        <translation>Patch</translation>
    </message>
    <message>
        <source>Patch size</source>
        <translation>Taille de patch</translation>
    </message>
    <message>
        <source>Patch size, storage, output file and other settings</source>
        <translation>Taille de patch, stockage, fichier de sortie et autres réglages</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>Pixels</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>&amp;Retirer</translation>
    </message>
    <message>
        <source>Recognising…</source>
        <translation>Reconnaissance…</translation>
    </message>
    <message>
        <source>Remove all examples; the classes stay</source>
        <translation>Retirer tous les exemples ; les classes restent</translation>
    </message>
    <message>
        <source>Remove one first.</source>
        <translation>Retirez-en d’abord une.</translation>
    </message>
    <message>
        <source>Remove some classes first.</source>
        <translation>Retirez d’abord quelques classes.</translation>
    </message>
    <message>
        <source>Resample</source>
        <translation>Rééchantillonner</translation>
    </message>
    <message>
        <source>Right in {right} of 100, by cross-validation of {count} examples.</source>
        <translation>Juste dans {right} cas sur 100, par validation croisée de {count} exemples.</translation>
    </message>
    <message>
        <source>Runtime</source>
        <translation>Exécution</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Save polygons of the classes</source>
        <translation>Enregistrer les polygones des classes</translation>
    </message>
    <message>
        <source>Save the class map</source>
        <translation>Enregistrer la carte des classes</translation>
    </message>
    <message>
        <source>Save the class map, its polygons or its model in a file</source>
        <translation>Enregistrer la carte des classes, ses polygones ou son modèle dans un fichier</translation>
    </message>
    <message>
        <source>Save the model</source>
        <translation>Enregistrer le modèle</translation>
    </message>
    <message>
        <source>Saved in {name}.</source>
        <translation>Enregistré dans {name}.</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>Select some of them first.</source>
        <translation>Sélectionnez-en d’abord quelques-unes.</translation>
    </message>
    <message>
        <source>Sensor: {line}</source>
        <translation>Capteur : {line}</translation>
    </message>
    <message>
        <source>Settings of this layer</source>
        <translation>Réglages de cette couche</translation>
    </message>
    <message>
        <source>Show these settings in one line</source>
        <translation>Montrer ces réglages en une ligne</translation>
    </message>
    <message>
        <source>Shown by its first three principal components as red, green and blue.</source>
        <translation>Montré par ses trois premières composantes principales en rouge, vert et bleu.</translation>
    </message>
    <message>
        <source>Similarity to places</source>
        <translation>Similarité à des lieux</translation>
    </message>
    <message>
        <source>Size of pixels</source>
        <translation>Taille des pixels</translation>
    </message>
    <message>
        <source>Some examples are left out in turn, and found again by what is learned from the others. Every class counts the same.</source>
        <translation>Quelques exemples sont écartés tour à tour, et retrouvés par ce qui est appris des autres. Chaque classe compte autant.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Arrêté.</translation>
    </message>
    <message>
        <source>Stopped. What is done is kept: embed again and it continues.</source>
        <translation>Arrêté. Ce qui est fait est conservé : encodez à nouveau et cela continue.</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Stockage</translation>
    </message>
    <message>
        <source>Take back the last change of classes or examples</source>
        <translation>Annuler le dernier changement de classes ou d’exemples</translation>
    </message>
    <message>
        <source>Take classes and examples from the points or polygons of a layer</source>
        <translation>Prendre classes et exemples des points ou polygones d’une couche</translation>
    </message>
    <message>
        <source>The bands that are used; press to change them</source>
        <translation>Les bandes utilisées ; appuyez pour les changer</translation>
    </message>
    <message>
        <source>The coarsest, and the fastest</source>
        <translation>Le plus grossier, et le plus rapide</translation>
    </message>
    <message>
        <source>The day of the image as 2023-07-14; empty for what its file tells</source>
        <translation>Le jour de l’image comme 2023-07-14 ; vide pour ce que dit son fichier</translation>
    </message>
    <message>
        <source>The engine is starting.</source>
        <translation>Le moteur démarre.</translation>
    </message>
    <message>
        <source>The finest, however long it takes</source>
        <translation>Le plus fin, quel qu’en soit le temps</translation>
    </message>
    <message>
        <source>The image does not reach there.</source>
        <translation>L’image ne va pas jusque-là.</translation>
    </message>
    <message>
        <source>The map shows what is like “{name}”. Give an example of another class, too.</source>
        <translation>La carte montre ce qui est comme « {name} ». Donnez aussi un exemple d’une autre classe.</translation>
    </message>
    <message>
        <source>The model is applied to “{layer}”.</source>
        <translation>Le modèle est appliqué à « {layer} ».</translation>
    </message>
    <message>
        <source>The part of the layer that the map shows now</source>
        <translation>La partie de la couche que la carte montre maintenant</translation>
    </message>
    <message>
        <source>The same seed gives the same result</source>
        <translation>La même graine donne le même résultat</translation>
    </message>
    <message>
        <source>The satellite image or the points to look at; or any place on Earth, without a layer</source>
        <translation>L’image satellite ou les points à regarder ; ou n’importe quel lieu sur Terre, sans couche</translation>
    </message>
    <message>
        <source>The score is found by leaving out examples in turn, so each class needs two of them.</source>
        <translation>Le score s’obtient en écartant les exemples tour à tour, il en faut donc deux de chaque classe.</translation>
    </message>
    <message>
        <source>The selected class is the one that a click on the map gives an example of. Double-click to change.</source>
        <translation>La classe choisie est celle dont un clic sur la carte donne un exemple. Double-clic pour changer.</translation>
    </message>
    <message>
        <source>The sensor and the bands that were recognised; press to correct them</source>
        <translation>Le capteur et les bandes reconnus ; appuyez pour les corriger</translation>
    </message>
    <message>
        <source>The side of the square that becomes one pixel of the result, in place of Detail</source>
        <translation>Le côté du carré qui devient un pixel du résultat, à la place de la finesse ci-dessus</translation>
    </message>
    <message>
        <source>The size on the ground of the picture&apos;s pixels; where the service has tiles, the nearest that there are</source>
        <translation>La taille au sol des pixels de l’image ; là où le service a des tuiles, la plus proche qui existe</translation>
    </message>
    <message>
        <source>The {count} selected features are taken.</source>
        <translation>Les {count} entités sélectionnées sont prises.</translation>
    </message>
    <message>
        <source>There is a class “{name}” already.</source>
        <translation>Il y a déjà une classe « {name} ».</translation>
    </message>
    <message>
        <source>There is no example in this layer.</source>
        <translation>Il n’y a pas d’exemple dans cette couche.</translation>
    </message>
    <message>
        <source>These would be {count} classes, and at most {most} are told apart.</source>
        <translation>Cela ferait {count} classes, et au plus {most} sont distinguées.</translation>
    </message>
    <message>
        <source>This looks like {sensor}, which {encoder} does not know. Choose another encoder.</source>
        <translation>Cela ressemble à {sensor}, que {encoder} ne connaît pas. Choisissez un autre encodeur.</translation>
    </message>
    <message>
        <source>This place has no coordinates in the layer&apos;s CRS.</source>
        <translation>Ce lieu n’a pas de coordonnées dans le SCR de la couche.</translation>
    </message>
    <message>
        <source>This place has no coordinates in the map&apos;s CRS.</source>
        <translation>Ce lieu n’a pas de coordonnées dans le SCR de la carte.</translation>
    </message>
    <message>
        <source>This place is outside of “{layer}”.</source>
        <translation>Ce lieu est hors de « {layer} ».</translation>
    </message>
    <message>
        <source>This project has no layer of points or polygons.</source>
        <translation>Ce projet n’a pas de couche de points ou de polygones.</translation>
    </message>
    <message>
        <source>Time for &amp;auto detail</source>
        <translation>Temps pour la finesse &amp;auto</translation>
    </message>
    <message>
        <source>Time for auto detail</source>
        <translation>Temps pour la finesse auto</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Use the other bands of this scene</source>
        <translation>Utiliser les autres bandes de cette scène</translation>
    </message>
    <message numerus="yes">
        <source>Use {n} more bands of this scene</source>
        <translation>
            <numerusform>Utiliser {n} autre bande de cette scène</numerusform>
            <numerusform>Utiliser {n} autres bandes de cette scène</numerusform>
        </translation>
    </message>
    <message>
        <source>Veil what the class map is not sure of</source>
        <translation>Voiler ce dont la carte des classes n’est pas sûre</translation>
    </message>
    <message>
        <source>Weights file</source>
        <translation>Fichier des poids</translation>
    </message>
    <message>
        <source>What a web layer is</source>
        <translation>Ce qu’est une couche web</translation>
    </message>
    <message>
        <source>What is left out: polygons, or a classification</source>
        <translation>Ce qui est écarté : des polygones, ou une classification</translation>
    </message>
    <message>
        <source>What the encoder is good for, and its licence</source>
        <translation>À quoi sert l’encodeur, et sa licence</translation>
    </message>
    <message>
        <source>What the layer is, by what it is embedded, and how fine; press to see and change it</source>
        <translation>Ce qu’est la couche, par quoi et avec quelle finesse elle est encodée ; appuyez pour voir et changer, ou replier</translation>
    </message>
    <message>
        <source>What the model runs on; the fastest that loses nothing that matters is measured and named in the result</source>
        <translation>Sur quoi le modèle s’exécute ; le plus rapide qui ne perd rien d’important est mesuré et nommé dans le résultat</translation>
    </message>
    <message>
        <source>What turns each patch of the image into numbers</source>
        <translation>Ce qui change chaque patch de l’image en nombres</translation>
    </message>
    <message>
        <source>Where the result is kept; empty for a temporary file</source>
        <translation>Où le résultat est conservé ; vide pour un fichier temporaire</translation>
    </message>
    <message>
        <source>Which class is at the question mark? Press its number, or click there.</source>
        <translation>Quelle classe est au point d’interrogation ? Appuyez sur son numéro, ou cliquez là.</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Écriture</translation>
    </message>
    <message>
        <source>You name the classes and click examples of them</source>
        <translation>Vous nommez les classes et cliquez des exemples</translation>
    </message>
    <message>
        <source>a picture</source>
        <translation>une simple image</translation>
    </message>
    <message>
        <source>all {count}</source>
        <translation>toutes ({count})</translation>
    </message>
    <message>
        <source>as Detail above</source>
        <translation>selon la finesse</translation>
    </message>
    <message>
        <source>as the map shows</source>
        <translation>comme sur la carte</translation>
    </message>
    <message>
        <source>as the patches are</source>
        <translation>comme les patchs</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>auto</translation>
    </message>
    <message>
        <source>by itself</source>
        <translation>automatiques</translation>
    </message>
    <message>
        <source>certain</source>
        <translation>certain</translation>
    </message>
    <message>
        <source>clouds, or 3,8,9,10</source>
        <translation>clouds, ou 3,8,9,10</translation>
    </message>
    <message>
        <source>colours from 0 to 255</source>
        <translation>couleurs de 0 à 255</translation>
    </message>
    <message>
        <source>compact (1 byte a value)</source>
        <translation>compact (1 octet par valeur)</translation>
    </message>
    <message>
        <source>detail {value}</source>
        <translation>finesse {value}</translation>
    </message>
    <message>
        <source>each chip</source>
        <translation>chaque vignette</translation>
    </message>
    <message>
        <source>each patch</source>
        <translation>chaque patch</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>exact</translation>
    </message>
    <message>
        <source>exact (4 bytes a value)</source>
        <translation>exact (4 octets par valeur)</translation>
    </message>
    <message>
        <source>fine</source>
        <translation>fin</translation>
    </message>
    <message>
        <source>from my examples</source>
        <translation>mes exemples</translation>
    </message>
    <message>
        <source>guessed: from the values</source>
        <translation>supposé : d’après les valeurs</translation>
    </message>
    <message>
        <source>leave out</source>
        <translation>écarter</translation>
    </message>
    <message>
        <source>masked</source>
        <translation>masqué</translation>
    </message>
    <message>
        <source>not certain</source>
        <translation>incertain</translation>
    </message>
    <message>
        <source>not recognised: choose…</source>
        <translation>non reconnu : à choisir…</translation>
    </message>
    <message>
        <source>one a chip</source>
        <translation>un par vignette</translation>
    </message>
    <message>
        <source>overlap {value} px</source>
        <translation>recouvrement {value} px</translation>
    </message>
    <message>
        <source>own weights</source>
        <translation>poids à vous</translation>
    </message>
    <message>
        <source>patch {value} px</source>
        <translation>patch {value} px</translation>
    </message>
    <message>
        <source>pixels of {value:g} m</source>
        <translation>pixels de {value:g} m</translation>
    </message>
    <message>
        <source>quick</source>
        <translation>rapide</translation>
    </message>
    <message>
        <source>seed {value}</source>
        <translation>graine {value}</translation>
    </message>
    <message>
        <source>temporary file</source>
        <translation>fichier temporaire</translation>
    </message>
    <message>
        <source>the fastest</source>
        <translation>le plus rapide</translation>
    </message>
    <message>
        <source>the only one</source>
        <translation>la seule</translation>
    </message>
    <message>
        <source>those that are here</source>
        <translation>ceux qui sont ici</translation>
    </message>
    <message>
        <source>to a file</source>
        <translation>dans un fichier</translation>
    </message>
    <message>
        <source>to {wanted} m (pixels are {own} m)</source>
        <translation>à {wanted} m (pixels de {own} m)</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>usual ({seconds} s)</source>
        <translation>habituel ({seconds} s)</translation>
    </message>
    <message>
        <source>visible</source>
        <translation>visible</translation>
    </message>
    <message>
        <source>whole</source>
        <translation>entière</translation>
    </message>
    <message>
        <source>with {value}</source>
        <translation>avec {value}</translation>
    </message>
    <message>
        <source>without clouds</source>
        <translation>sans nuages</translation>
    </message>
    <message>
        <source>{chosen} of {count}: {names}</source>
        <translation>{chosen} sur {count} : {names}</translation>
    </message>
    <message>
        <source>{date} (guessed)</source>
        <translation>{date} (supposé)</translation>
    </message>
    <message>
        <source>{fleeting} {are} in the temporary folder, which may be emptied at a restart: what is not embedded by then cannot be embedded any more.</source>
        <translation>{fleeting} {are} dans le dossier temporaire, qui peut être vidé au redémarrage : ce qui n’est pas encodé d’ici là ne pourra plus l’être.</translation>
    </message>
    <message>
        <source>{hectares} ha</source>
        <translation>{hectares} ha</translation>
    </message>
    <message>
        <source>{image} (not embedded here)</source>
        <translation>{image} (non encodée ici)</translation>
    </message>
    <message>
        <source>{name}: right in {right} of 100</source>
        <translation>{name} : juste dans {right} cas sur 100</translation>
    </message>
    <message numerus="yes">
        <source>{n} examples</source>
        <translation>
            <numerusform>{n} exemple</numerusform>
            <numerusform>{n} exemples</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} examples are outside of this layer.</source>
        <translation>
            <numerusform>{n} exemple est hors de cette couche.</numerusform>
            <numerusform>{n} exemples sont hors de cette couche.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} more layers</source>
        <translation>
            <numerusform>{n} autre couche</numerusform>
            <numerusform>{n} autres couches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} patches embedded in {time}.</source>
        <translation>
            <numerusform>{n} patch encodé en {time}.</numerusform>
            <numerusform>{n} patchs encodés en {time}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} patches, {dim} dimensions each.</source>
        <translation>
            <numerusform>{n} patch, {dim} dimensions chacun.</numerusform>
            <numerusform>{n} patchs, {dim} dimensions chacun.</numerusform>
        </translation>
    </message>
    <message>
        <source>{size} to download.</source>
        <translation>{size} à télécharger.</translation>
    </message>
    <message>
        <source>{title} · {bands} of {sensor_bands}</source>
        <translation>{title} · {bands} sur {sensor_bands}</translation>
    </message>
    <message>
        <source>{title} · {bands} of {sensor_bands} bands</source>
        <translation>{title} · {bands} bandes sur {sensor_bands}</translation>
    </message>
    <message>
        <source>{valid} of {patches} patches with {dim} dimensions each.</source>
        <translation>{valid} patchs sur {patches} avec {dim} dimensions chacun.</translation>
    </message>
    <message>
        <source>{value:g} m</source>
        <translation>{value:g} m</translation>
    </message>
    <message>
        <source>{value} filters</source>
        <translation>{value} filtres</translation>
    </message>
    <message>
        <source>“{chosen}” is not a full path.</source>
        <translation>« {chosen} » n’est pas un chemin complet.</translation>
    </message>
    <message>
        <source>“{column}” has {count} values, and at most {most} classes are told apart.</source>
        <translation>« {column} » a {count} valeurs, et au plus {most} classes sont distinguées.</translation>
    </message>
    <message>
        <source>“{layer}” has no column “{column}”.</source>
        <translation>« {layer} » n’a pas de colonne « {column} ».</translation>
    </message>
    <message>
        <source>“{layer}” has no data at this place.</source>
        <translation>« {layer} » n’a pas de données à ce lieu.</translation>
    </message>
    <message>
        <source>“{layer}” has no feature with a value in “{column}”.</source>
        <translation>« {layer} » n’a pas d’entité avec une valeur dans « {column} ».</translation>
    </message>
    <message>
        <source>“{layer}” has {count} features, and at most {most} are taken as examples.</source>
        <translation>« {layer} » a {count} entités, et au plus {most} sont prises comme exemples.</translation>
    </message>
    <message>
        <source>“{name}”</source>
        <translation>« {name} »</translation>
    </message>
    <message>
        <source>“{one}” or “{other}” at the question mark? Press the number of its class, or click there.</source>
        <translation>« {one} » ou « {other} » au point d’interrogation ? Appuyez sur le numéro de sa classe, ou cliquez là.</translation>
    </message>
    <message>
        <source>“{path}” exists. Replace it?</source>
        <translation>« {path} » existe déjà. Remplacer ?</translation>
    </message>
    <message>
        <source>M&amp;ap the change</source>
        <translation>C&amp;artographier le changement</translation>
    </message>
    <message>
        <source>Embeddings at my &amp;points…</source>
        <translation>Embeddings de mes &amp;points…</translation>
    </message>
    <message>
        <source>Predict an attri&amp;bute…</source>
        <translation>Prédire un attri&amp;but…</translation>
    </message>
    <message>
        <source>A chip cannot keep {core} patches with {border} around them, shifted by {offset}.</source>
        <translation>Une vignette ne peut pas garder {core} patchs avec {border} autour, décalés de {offset}.</translation>
    </message>
    <message>
        <source>A chip of {height} x {width} pixels is not made of whole patches of {patch} pixels.</source>
        <translation>Une vignette de {height} x {width} pixels ne se compose pas de patchs entiers de {patch} pixels.</translation>
    </message>
    <message>
        <source>A file&apos;s name has at most 255 bytes.</source>
        <translation>Le nom d’un fichier a au plus 255 octets.</translation>
    </message>
    <message>
        <source>A grid needs pixels, got {width} x {height}.</source>
        <translation>Une grille a besoin de pixels, reçu : {width} x {height}.</translation>
    </message>
    <message>
        <source>A map of classes needs either examples or a saved model.</source>
        <translation>Une carte de classes a besoin soit d’exemples, soit d’un modèle enregistré.</translation>
    </message>
    <message>
        <source>A map of similarity has one band.</source>
        <translation>Une carte de similarité a une seule bande.</translation>
    </message>
    <message>
        <source>A place is x and y, or a geometry as wkt.</source>
        <translation>Un lieu se donne par x et y, ou par une géométrie en wkt.</translation>
    </message>
    <message>
        <source>A point cannot be expressed in the raster&apos;s coordinate system.</source>
        <translation>Un point ne peut pas être exprimé dans le SCR du raster.</translation>
    </message>
    <message>
        <source>A resolution of {resolution} degrees cannot be.</source>
        <translation>Une résolution de {resolution} degrés n’est pas possible.</translation>
    </message>
    <message>
        <source>A similarity map needs at least one place.</source>
        <translation>Une carte de similarité a besoin d’au moins un lieu.</translation>
    </message>
    <message>
        <source>A tensor has the shape {shape} and the strides {stride}.</source>
        <translation>Un tenseur a la forme {shape} et les pas {stride}.</translation>
    </message>
    <message>
        <source>A tensor has {shape} sides.</source>
        <translation>Un tenseur a {shape} dimensions.</translation>
    </message>
    <message>
        <source>A tensor of shape {shape} reaches beyond its data.</source>
        <translation>Un tenseur de forme {shape} dépasse la fin de ses données.</translation>
    </message>
    <message>
        <source>A wavelength of {abs} cannot be.</source>
        <translation>Une longueur d’onde de {abs} n’est pas possible.</translation>
    </message>
    <message>
        <source>Add some points or polygons to it.</source>
        <translation>Ajoutez-y des points ou des polygones.</translation>
    </message>
    <message>
        <source>Assign it again, and save the layer.</source>
        <translation>Attribuez-le à nouveau, et enregistrez la couche.</translation>
    </message>
    <message>
        <source>Assign one to both.</source>
        <translation>Attribuez-en un aux deux.</translation>
    </message>
    <message>
        <source>Assign one to every file, or choose files of the same size.</source>
        <translation>Attribuez-en un à chaque fichier, ou choisissez des fichiers de la même taille.</translation>
    </message>
    <message>
        <source>Assign one to it.</source>
        <translation>Attribuez-lui un SCR.</translation>
    </message>
    <message>
        <source>Assign one to the layer, or name it (EPSG:4326).</source>
        <translation>Attribuez-en un à la couche, ou indiquez-le (EPSG:4326).</translation>
    </message>
    <message>
        <source>Assign one to the raster, or give the points in its own coordinates.</source>
        <translation>Attribuez-en un au raster, ou donnez les points dans ses propres coordonnées.</translation>
    </message>
    <message>
        <source>Band {number} holds complex numbers.</source>
        <translation>La bande {number} contient des nombres complexes.</translation>
    </message>
    <message>
        <source>Blocks need a size above 0, and folds must be 2 or more.</source>
        <translation>Les blocs ont besoin d’une taille supérieure à 0, et il faut 2 parties ou plus.</translation>
    </message>
    <message>
        <source>Check it.</source>
        <translation>Vérifiez-la.</translation>
    </message>
    <message>
        <source>Check its address.</source>
        <translation>Vérifiez son adresse.</translation>
    </message>
    <message>
        <source>Check its coordinate system, or warp it to theirs first.</source>
        <translation>Vérifiez son SCR, ou reprojetez-le d’abord dans celui des autres.</translation>
    </message>
    <message>
        <source>Check its coordinate system.</source>
        <translation>Vérifiez son SCR.</translation>
    </message>
    <message>
        <source>Check its name and folder.</source>
        <translation>Vérifiez son nom et son dossier.</translation>
    </message>
    <message>
        <source>Check its nodata value and its mask{place}.</source>
        <translation>Vérifiez sa valeur nodata et son masque{place}.</translation>
    </message>
    <message>
        <source>Check the address and the proxy.</source>
        <translation>Vérifiez l’adresse et le proxy.</translation>
    </message>
    <message>
        <source>Check the area, the mask and the nodata.</source>
        <translation>Vérifiez la zone, le masque et la valeur nodata.</translation>
    </message>
    <message>
        <source>Check the mask and the nodata.</source>
        <translation>Vérifiez le masque et la valeur nodata.</translation>
    </message>
    <message>
        <source>Check the order of its coordinates (x, y) and their system.</source>
        <translation>Vérifiez l’ordre de ses coordonnées (x, y) et leur SCR.</translation>
    </message>
    <message>
        <source>Check the proxy and its certificate.</source>
        <translation>Vérifiez le proxy et son certificat.</translation>
    </message>
    <message>
        <source>Check the proxy.</source>
        <translation>Vérifiez le proxy.</translation>
    </message>
    <message>
        <source>Check the raster&apos;s coordinate system.</source>
        <translation>Vérifiez le SCR du raster.</translation>
    </message>
    <message>
        <source>Check who may read it.</source>
        <translation>Vérifiez qui a le droit de le lire.</translation>
    </message>
    <message>
        <source>Choose a GeoPackage, Shapefile, GeoJSON or CSV file.</source>
        <translation>Choisissez un fichier GeoPackage, Shapefile, GeoJSON ou CSV.</translation>
    </message>
    <message>
        <source>Choose a GeoTIFF or another raster that GDAL reads.</source>
        <translation>Choisissez un GeoTIFF ou un autre raster que GDAL sait lire.</translation>
    </message>
    <message>
        <source>Choose a Sentinel-2 level 2A image with all 12 bands, or give their numbers.</source>
        <translation>Choisissez une image Sentinel-2 de niveau 2A avec ses 12 bandes, ou donnez leurs numéros.</translation>
    </message>
    <message>
        <source>Choose a coarser resolution or smaller bounds.</source>
        <translation>Choisissez une résolution plus grossière ou une emprise plus petite.</translation>
    </message>
    <message>
        <source>Choose a detail of 1, or patches that are a multiple of twice the detail.</source>
        <translation>Choisissez une finesse de 1, ou des patchs dont la taille est un multiple du double de la finesse.</translation>
    </message>
    <message>
        <source>Choose a file of weights.</source>
        <translation>Choisissez un fichier de poids.</translation>
    </message>
    <message>
        <source>Choose a file that classify saved.</source>
        <translation>Choisissez un fichier enregistré par classify.</translation>
    </message>
    <message>
        <source>Choose a file that fit-attribute wrote.</source>
        <translation>Choisissez un fichier écrit par fit-attribute.</translation>
    </message>
    <message>
        <source>Choose a finer resolution.</source>
        <translation>Choisissez une résolution plus fine.</translation>
    </message>
    <message>
        <source>Choose a larger area.</source>
        <translation>Choisissez une zone plus grande.</translation>
    </message>
    <message>
        <source>Choose a larger raster, or a ResNet encoder for one of 32 pixels or more.</source>
        <translation>Choisissez un raster plus grand, ou un encodeur ResNet pour un raster d’au moins 32 pixels.</translation>
    </message>
    <message>
        <source>Choose a larger raster, or check its nodata.</source>
        <translation>Choisissez un raster plus grand, ou vérifiez sa valeur nodata.</translation>
    </message>
    <message>
        <source>Choose a layer of areas.</source>
        <translation>Choisissez une couche de surfaces.</translation>
    </message>
    <message>
        <source>Choose a layer of points or polygons.</source>
        <translation>Choisissez une couche de points ou de polygones.</translation>
    </message>
    <message>
        <source>Choose a level 2A image with all 12 bands.</source>
        <translation>Choisissez une image de niveau 2A avec ses 12 bandes.</translation>
    </message>
    <message>
        <source>Choose a new folder, or delete the job that is there.</source>
        <translation>Choisissez un nouveau dossier, ou supprimez la tâche qui s’y trouve.</translation>
    </message>
    <message>
        <source>Choose a raster that has some.</source>
        <translation>Choisissez un raster qui en a.</translation>
    </message>
    <message>
        <source>Choose a raster that shows more.</source>
        <translation>Choisissez un raster qui montre davantage.</translation>
    </message>
    <message>
        <source>Choose a raster that shows something.</source>
        <translation>Choisissez un raster qui montre quelque chose.</translation>
    </message>
    <message>
        <source>Choose a smaller overlap.</source>
        <translation>Choisissez un recouvrement plus petit.</translation>
    </message>
    <message>
        <source>Choose a tile of TESSERA&apos;s, or a GeoTIFF.</source>
        <translation>Choisissez une tuile de TESSERA, ou un GeoTIFF.</translation>
    </message>
    <message>
        <source>Choose a tile of TESSERA&apos;s.</source>
        <translation>Choisissez une tuile de TESSERA.</translation>
    </message>
    <message>
        <source>Choose an area that shows data, or smaller patches.</source>
        <translation>Choisissez une zone qui a des données, ou des patchs plus petits.</translation>
    </message>
    <message>
        <source>Choose an attribute with fewer classes, or fit it as a number.</source>
        <translation>Choisissez un attribut avec moins de classes, ou ajustez-le comme nombre.</translation>
    </message>
    <message>
        <source>Choose an embedding raster made with random-features.</source>
        <translation>Choisissez un raster d’embeddings fait avec random-features.</translation>
    </message>
    <message>
        <source>Choose an embedding raster of the same encoder.</source>
        <translation>Choisissez un raster d’embeddings du même encodeur.</translation>
    </message>
    <message>
        <source>Choose an extent that touches it.</source>
        <translation>Choisissez une emprise qui le touche.</translation>
    </message>
    <message>
        <source>Choose an item, or the address of a GeoTIFF.</source>
        <translation>Choisissez un élément STAC, ou l’adresse d’un GeoTIFF.</translation>
    </message>
    <message>
        <source>Choose an item.</source>
        <translation>Choisissez un élément STAC.</translation>
    </message>
    <message>
        <source>Choose another attribute, or embed more points.</source>
        <translation>Choisissez un autre attribut, ou encodez plus de points.</translation>
    </message>
    <message>
        <source>Choose another column.</source>
        <translation>Choisissez une autre colonne.</translation>
    </message>
    <message>
        <source>Choose another file name.</source>
        <translation>Choisissez un autre nom de fichier.</translation>
    </message>
    <message>
        <source>Choose another image or extent.</source>
        <translation>Choisissez une autre image ou une autre emprise.</translation>
    </message>
    <message>
        <source>Choose another layer.</source>
        <translation>Choisissez une autre couche.</translation>
    </message>
    <message>
        <source>Choose another name for the embedding raster.</source>
        <translation>Choisissez un autre nom pour le raster d’embeddings.</translation>
    </message>
    <message>
        <source>Choose another raster.</source>
        <translation>Choisissez un autre raster.</translation>
    </message>
    <message>
        <source>Choose at least {minimum}.</source>
        <translation>Choisissez au moins {minimum}.</translation>
    </message>
    <message>
        <source>Choose at most {distinct} classes.</source>
        <translation>Choisissez au plus {distinct} classes.</translation>
    </message>
    <message>
        <source>Choose at most {maximum}.</source>
        <translation>Choisissez au plus {maximum}.</translation>
    </message>
    <message>
        <source>Choose bands from 1 to {bands}.</source>
        <translation>Choisissez des bandes de 1 à {bands}.</translation>
    </message>
    <message>
        <source>Choose count or decibel.</source>
        <translation>Choisissez count ou decibel.</translation>
    </message>
    <message>
        <source>Choose different names.</source>
        <translation>Choisissez des noms différents.</translation>
    </message>
    <message>
        <source>Choose for example 0.25.</source>
        <translation>Choisissez par exemple 0.25.</translation>
    </message>
    <message>
        <source>Choose from 1 to {dim}.</source>
        <translation>Choisissez de 1 à {dim}.</translation>
    </message>
    <message>
        <source>Choose from 2 to {distinct}.</source>
        <translation>Choisissez de 2 à {distinct}.</translation>
    </message>
    <message>
        <source>Choose of {column_names}.</source>
        <translation>Choisissez parmi {column_names}.</translation>
    </message>
    <message>
        <source>Choose of: {words}.</source>
        <translation>Choisissez parmi : {words}.</translation>
    </message>
    <message>
        <source>Choose one from 0 to {years}.</source>
        <translation>Choisissez un numéro de 0 à {years}.</translation>
    </message>
    <message>
        <source>Choose one of SatCLIP&apos;s.</source>
        <translation>Choisissez-en un de SatCLIP.</translation>
    </message>
    <message>
        <source>Choose one of its folders, for example {groups}.</source>
        <translation>Choisissez l’un de ses dossiers, par exemple {groups}.</translation>
    </message>
    <message>
        <source>Choose one of these.</source>
        <translation>Choisissez l’une de ces valeurs.</translation>
    </message>
    <message>
        <source>Choose one of {choices}.</source>
        <translation>Choisissez parmi {choices}.</translation>
    </message>
    <message>
        <source>Choose one of: {names}.</source>
        <translation>Choisissez parmi : {names}.</translation>
    </message>
    <message>
        <source>Choose one of: {names}; or embed the raster and ask embedding-at.</source>
        <translation>Choisissez parmi : {names} ; ou encodez le raster et utilisez embedding-at.</translation>
    </message>
    <message>
        <source>Choose one that is stored as uint8.</source>
        <translation>Choisissez-en un qui est enregistré en uint8.</translation>
    </message>
    <message>
        <source>Choose one that “embed-raster” wrote.</source>
        <translation>Choisissez-en un écrit par « embed-raster ».</translation>
    </message>
    <message>
        <source>Choose one with one band of whole numbers.</source>
        <translation>Choisissez-en un avec une seule bande de nombres entiers.</translation>
    </message>
    <message>
        <source>Choose smaller blocks.</source>
        <translation>Choisissez des blocs plus petits.</translation>
    </message>
    <message>
        <source>Choose smaller patches, or a larger raster.</source>
        <translation>Choisissez des patchs plus petits, ou un raster plus grand.</translation>
    </message>
    <message>
        <source>Choose the .npy with its _scales.npy beside it, or the Zarr store. GeoTIFFs hold values.</source>
        <translation>Choisissez le .npy avec son _scales.npy à côté, ou l’entrepôt Zarr. Les GeoTIFF contiennent des valeurs.</translation>
    </message>
    <message>
        <source>Choose the embeddings that they were made of.</source>
        <translation>Choisissez les embeddings dont elles ont été tirées.</translation>
    </message>
    <message>
        <source>Choose the folder of one of them.</source>
        <translation>Choisissez le dossier de l’une d’elles.</translation>
    </message>
    <message>
        <source>Choose the output of similarity-map.</source>
        <translation>Choisissez le résultat de similarity-map.</translation>
    </message>
    <message>
        <source>Choose the raster files themselves; several can be given together.</source>
        <translation>Choisissez les fichiers raster eux-mêmes ; on peut en donner plusieurs ensemble.</translation>
    </message>
    <message>
        <source>Choose the same bands as in the raster that the filters come from.</source>
        <translation>Choisissez les mêmes bandes que dans le raster d’où viennent les filtres.</translation>
    </message>
    <message>
        <source>Choose the whole scene, or a mask of its own.</source>
        <translation>Choisissez la scène entière, ou un masque à part.</translation>
    </message>
    <message>
        <source>Choose two of the same area.</source>
        <translation>Choisissez-en deux de la même zone.</translation>
    </message>
    <message>
        <source>Choose what “K-means classes” made.</source>
        <translation>Choisissez ce que « Classes k-moyennes » a produit.</translation>
    </message>
    <message>
        <source>Choose {name} beside it.</source>
        <translation>Choisissez {name}, à côté.</translation>
    </message>
    <message>
        <source>Choose {title} ({name}), or the file {file} of {source_url}.</source>
        <translation>Choisissez {title} ({name}), ou le fichier {file} de {source_url}.</translation>
    </message>
    <message>
        <source>Classes can be left out of a raster only.</source>
        <translation>On ne peut écarter des classes que d’un raster.</translation>
    </message>
    <message>
        <source>Classes, certainty and model need files of their own.</source>
        <translation>Les classes, la certitude et le modèle ont besoin chacun de leur propre fichier.</translation>
    </message>
    <message>
        <source>Clay cannot take a chip of {height} x {width} pixels.</source>
        <translation>Clay ne peut pas prendre une vignette de {height} x {width} pixels.</translation>
    </message>
    <message>
        <source>Clay has no known size with {dim} dimensions.</source>
        <translation>Clay n’a pas de taille connue à {dim} dimensions.</translation>
    </message>
    <message>
        <source>Compute its amplitude or power first.</source>
        <translation>Calculez d’abord son amplitude ou sa puissance.</translation>
    </message>
    <message>
        <source>Copy it again.</source>
        <translation>Copiez-le à nouveau.</translation>
    </message>
    <message>
        <source>Copy it there. With values “plain”, the codes are read as they are.</source>
        <translation>Copiez-le à côté. Avec les valeurs « plain », les codes sont lus tels quels.</translation>
    </message>
    <message>
        <source>Copy or download it again.</source>
        <translation>Copiez-le ou téléchargez-le à nouveau.</translation>
    </message>
    <message>
        <source>Correct these rows, or do not ask to be strict: they are then kept without a place.</source>
        <translation>Corrigez ces lignes, ou ne demandez pas de refuser les coordonnées fausses : elles sont alors gardées sans lieu.</translation>
    </message>
    <message>
        <source>Counts do not become reflectance by the scale {scale}, offset {offset}.</source>
        <translation>Les comptes ne deviennent pas des réflectances avec l’échelle {scale} et le décalage {offset}.</translation>
    </message>
    <message>
        <source>Cut it to the raster&apos;s surroundings first.</source>
        <translation>Découpez-le d’abord aux alentours du raster.</translation>
    </message>
    <message>
        <source>Cut or pad it.</source>
        <translation>Rognez-la ou complétez-la.</translation>
    </message>
    <message>
        <source>Cut out the part that you need, or leave its pixels as they are.</source>
        <translation>Découpez la partie dont vous avez besoin, ou laissez ses pixels tels quels.</translation>
    </message>
    <message>
        <source>Download both again: they belong together.</source>
        <translation>Téléchargez les deux à nouveau : ils vont ensemble.</translation>
    </message>
    <message>
        <source>Download it again.</source>
        <translation>Téléchargez-le à nouveau.</translation>
    </message>
    <message>
        <source>Download it again; if that does not help, the server has another file.</source>
        <translation>Téléchargez-le à nouveau ; si cela n’aide pas, le serveur a un autre fichier.</translation>
    </message>
    <message>
        <source>Download or copy the file again.</source>
        <translation>Téléchargez ou copiez le fichier à nouveau.</translation>
    </message>
    <message>
        <source>Download the archive, and choose that.</source>
        <translation>Téléchargez l’archive, et choisissez-la.</translation>
    </message>
    <message>
        <source>Download the checkpoint again, or choose the right file.</source>
        <translation>Téléchargez à nouveau le fichier de poids, ou choisissez le bon fichier.</translation>
    </message>
    <message>
        <source>Download the store again, or export the area as a GeoTIFF.</source>
        <translation>Téléchargez l’entrepôt à nouveau, ou exportez la zone en GeoTIFF.</translation>
    </message>
    <message>
        <source>Download them ({download_bytes} MB), or give a file of weights that you have.</source>
        <translation>Téléchargez-les ({download_bytes} Mo), ou donnez un fichier de poids que vous avez.</translation>
    </message>
    <message>
        <source>Downloads of weights are switched off on this computer.</source>
        <translation>Le téléchargement de poids est désactivé sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Embed both images with patches of the same size on the ground.</source>
        <translation>Encodez les deux images avec des patchs de la même taille au sol.</translation>
    </message>
    <message>
        <source>Embed both images with the same encoder.</source>
        <translation>Encodez les deux images avec le même encodeur.</translation>
    </message>
    <message>
        <source>Embed both images with the same file of weights.</source>
        <translation>Encodez les deux images avec le même fichier de poids.</translation>
    </message>
    <message>
        <source>Embed more points.</source>
        <translation>Encodez plus de points.</translation>
    </message>
    <message>
        <source>Embed the points first.</source>
        <translation>Encodez d’abord les points.</translation>
    </message>
    <message>
        <source>Embed the second image with the filters of the first (“Filters of another embedding raster”).</source>
        <translation>Encodez la seconde image avec les filtres de la première (« Filtres d’un autre raster d’embeddings »).</translation>
    </message>
    <message>
        <source>Embed them all by one encoder.</source>
        <translation>Encodez-les tous avec un seul encodeur.</translation>
    </message>
    <message>
        <source>Embed them first.</source>
        <translation>Encodez-les d’abord.</translation>
    </message>
    <message>
        <source>Every machine needs the source&apos;s files under the same path.</source>
        <translation>Chaque machine a besoin des fichiers de la source sous le même chemin.</translation>
    </message>
    <message>
        <source>Every valid pixel of the raster has the same value.</source>
        <translation>Tous les pixels valides du raster ont la même valeur.</translation>
    </message>
    <message>
        <source>Expand it to red, green and blue first (Raster &gt; Conversion &gt; PCT to RGB).</source>
        <translation>Convertissez d’abord le raster en rouge, vert et bleu (Raster &gt; Conversion &gt; PCT vers RVB).</translation>
    </message>
    <message>
        <source>Export the part that you need to a GeoTIFF, and choose that file.</source>
        <translation>Exportez la partie dont vous avez besoin en GeoTIFF, et choisissez ce fichier.</translation>
    </message>
    <message>
        <source>Fetch the file with “git lfs pull”, or download it from the repository&apos;s page.</source>
        <translation>Récupérez le fichier avec « git lfs pull », ou téléchargez-le depuis la page du dépôt.</translation>
    </message>
    <message>
        <source>Fit it as a category.</source>
        <translation>Ajustez-le comme catégorie.</translation>
    </message>
    <message>
        <source>Galileo has no complete group of bands here.</source>
        <translation>Galileo n’a ici aucun groupe de bandes complet.</translation>
    </message>
    <message>
        <source>Galileo has no complete group of bands.</source>
        <translation>Galileo n’a aucun groupe de bandes complet.</translation>
    </message>
    <message>
        <source>Galileo takes patches of 1 to {galileo} pixels, not {patch}.</source>
        <translation>Galileo prend des patchs de 1 à {galileo} pixels, pas de {patch}.</translation>
    </message>
    <message>
        <source>Give a code such as EPSG:4326.</source>
        <translation>Donnez un code comme EPSG:4326.</translation>
    </message>
    <message>
        <source>Give at least one.</source>
        <translation>Donnez-en au moins un.</translation>
    </message>
    <message>
        <source>Give each band a code, in their order.</source>
        <translation>Donnez un code à chaque bande, dans leur ordre.</translation>
    </message>
    <message>
        <source>Give each chosen band the name of one of the sensor&apos;s, in their order.</source>
        <translation>Donnez à chaque bande choisie le nom de l’une de celles du capteur, dans leur ordre.</translation>
    </message>
    <message>
        <source>Give either of them.</source>
        <translation>Donnez soit l’un, soit les autres.</translation>
    </message>
    <message>
        <source>Give examples of each class, or a file that classify saved.</source>
        <translation>Donnez des exemples de chaque classe, ou un fichier enregistré par classify.</translation>
    </message>
    <message>
        <source>Give examples on what the raster shows.</source>
        <translation>Donnez des exemples sur ce que montre le raster.</translation>
    </message>
    <message>
        <source>Give it a valid geotransform, for example with gdal_translate.</source>
        <translation>Donnez-lui une géotransformation valide, par exemple avec gdal_translate.</translation>
    </message>
    <message>
        <source>Give it as 2023-07-14.</source>
        <translation>Donnez la date sous la forme 2023-07-14.</translation>
    </message>
    <message>
        <source>Give it as WKT, such as POINT (1 2).</source>
        <translation>Donnez-la en WKT, comme POINT (1 2).</translation>
    </message>
    <message>
        <source>Give it chips of that size, or take one of the ResNet checkpoints.</source>
        <translation>Donnez-lui des vignettes de cette taille, ou prenez l’un des fichiers de poids ResNet.</translation>
    </message>
    <message>
        <source>Give it the full path of a folder.</source>
        <translation>Donnez-lui le chemin complet d’un dossier.</translation>
    </message>
    <message>
        <source>Give left, bottom, right, top in degrees: longitudes at most 360 apart, latitudes from -90 to 90.</source>
        <translation>Donnez gauche, bas, droite, haut en degrés : longitudes distantes d’au plus 360, latitudes de -90 à 90.</translation>
    </message>
    <message>
        <source>Give metres a pixel, for example 10.</source>
        <translation>Donnez des mètres par pixel, par exemple 10.</translation>
    </message>
    <message>
        <source>Give one for each band.</source>
        <translation>Donnez-en une par bande.</translation>
    </message>
    <message>
        <source>Give one of these.</source>
        <translation>Donnez l’une de ces valeurs.</translation>
    </message>
    <message>
        <source>Give points, an embedding raster, or a location encoder with bounds and a resolution.</source>
        <translation>Donnez des points, un raster d’embeddings, ou un encodeur de lieux avec une emprise et une résolution.</translation>
    </message>
    <message>
        <source>Give the mask&apos;s raster as well.</source>
        <translation>Donnez aussi le raster du masque.</translation>
    </message>
    <message>
        <source>Give the name of a file in it.</source>
        <translation>Donnez le nom d’un fichier qui s’y trouve.</translation>
    </message>
    <message>
        <source>Give the numbers of its classes. Words are known of files called as SCL, QA_PIXEL or Fmask.</source>
        <translation>Donnez les numéros de ses classes. Les mots ne sont connus que pour les fichiers nommés comme SCL, QA_PIXEL ou Fmask.</translation>
    </message>
    <message>
        <source>Give the numbers of {names}, in this order.</source>
        <translation>Donnez les numéros de {names}, dans cet ordre.</translation>
    </message>
    <message>
        <source>Give the original image, not a picture of it; or choose the sensor.</source>
        <translation>Donnez l’image d’origine, pas une représentation de celle-ci ; ou choisissez le capteur.</translation>
    </message>
    <message>
        <source>Give their numbers, for example 3,8,9,10. Of files called as SCL or QA_PIXEL, the clouds are known.</source>
        <translation>Donnez leurs numéros, par exemple 3,8,9,10. Pour les fichiers nommés comme SCL ou QA_PIXEL, les nuages sont connus.</translation>
    </message>
    <message>
        <source>Give two.</source>
        <translation>Donnez-en deux.</translation>
    </message>
    <message>
        <source>Give what the groups need.</source>
        <translation>Donnez ce que demandent les groupes.</translation>
    </message>
    <message>
        <source>Give {join} in this order.</source>
        <translation>Donnez {join} dans cet ordre.</translation>
    </message>
    <message>
        <source>Import a file of weights that you have.</source>
        <translation>Importez un fichier de poids que vous avez.</translation>
    </message>
    <message>
        <source>Install engine/requirements-dask.txt there.</source>
        <translation>Installez-y engine/requirements-dask.txt.</translation>
    </message>
    <message>
        <source>It begins with https://.</source>
        <translation>Elle commence par https://.</translation>
    </message>
    <message>
        <source>It has: {words}.</source>
        <translation>Valeurs possibles : {words}.</translation>
    </message>
    <message>
        <source>It is published as {file} at {source_url}.</source>
        <translation>Il est publié sous le nom {file} à {source_url}.</translation>
    </message>
    <message>
        <source>It may have been moved: see the model&apos;s page.</source>
        <translation>Il a peut-être été déplacé : voyez la page du modèle.</translation>
    </message>
    <message>
        <source>It needs a column of geometries as WKB, columns of longitude and latitude, or a bbox.</source>
        <translation>Il faut une colonne de géométries en WKB, des colonnes de longitude et de latitude, ou une bbox.</translation>
    </message>
    <message>
        <source>It needs assets with https addresses, or GeoTIFF or JPEG 2000 files beside it.</source>
        <translation>Il faut des ressources (assets) avec des adresses https, ou des fichiers GeoTIFF ou JPEG 2000 à côté de lui.</translation>
    </message>
    <message>
        <source>It needs blue, green and red, or nir, of Sentinel-2.</source>
        <translation>Il faut le bleu, le vert et le rouge, ou nir, de Sentinel-2.</translation>
    </message>
    <message>
        <source>It takes torch&apos;s .ckpt and .pt files in the zip form, and .safetensors.</source>
        <translation>Sont acceptés les fichiers .ckpt et .pt de torch sous forme zip, et .safetensors.</translation>
    </message>
    <message>
        <source>It takes {sensors}; or choose another encoder.</source>
        <translation>Il accepte {sensors} ; ou choisissez un autre encodeur.</translation>
    </message>
    <message>
        <source>Its parts: {of_encoder}.</source>
        <translation>Ses parties : {of_encoder}.</translation>
    </message>
    <message>
        <source>Its rgb is some of {names}.</source>
        <translation>Son rgb se compose de bandes parmi {names}.</translation>
    </message>
    <message>
        <source>Its tiles are 1 to {count}.</source>
        <translation>Ses tuiles vont de 1 à {count}.</translation>
    </message>
    <message>
        <source>Landprint knows 0 and -1000; or say what they are by the scale.</source>
        <translation>Landprint connaît 0 et -1000 ; ou indiquez ce qu’ils sont par l’échelle.</translation>
    </message>
    <message>
        <source>Latitudes go from -90 to 90. Check the coordinate system, and that longitude comes before latitude.</source>
        <translation>Les latitudes vont de -90 à 90. Vérifiez le système de coordonnées, et que la longitude vient avant la latitude.</translation>
    </message>
    <message>
        <source>Leave out the pooling.</source>
        <translation>N’indiquez pas d’agrégation (pooling).</translation>
    </message>
    <message>
        <source>Leave them out for a layer of polygons.</source>
        <translation>Ne les indiquez pas pour une couche de polygones.</translation>
    </message>
    <message>
        <source>Locating an image needs its {names} bands, got {bands}.</source>
        <translation>Localiser une image demande ses {names} bandes, reçu : {bands}.</translation>
    </message>
    <message>
        <source>Longitude {lon}, latitude {lat} is no place on Earth.</source>
        <translation>Longitude {lon}, latitude {lat} n’est pas un lieu sur Terre.</translation>
    </message>
    <message>
        <source>Make it, or choose another one.</source>
        <translation>Créez-le, ou choisissez-en un autre.</translation>
    </message>
    <message>
        <source>Make points of them first, for example centroids.</source>
        <translation>Faites-en d’abord des points, par exemple des centroïdes.</translation>
    </message>
    <message>
        <source>Make the embedding raster that they come from again.</source>
        <translation>Créez à nouveau le raster d’embeddings dont ils proviennent.</translation>
    </message>
    <message>
        <source>Make them again.</source>
        <translation>Créez-les à nouveau.</translation>
    </message>
    <message>
        <source>Months count from 0 (January) to 11, not {months}.</source>
        <translation>Les mois se comptent de 0 (janvier) à 11, et non {months}.</translation>
    </message>
    <message>
        <source>Name the output .gpkg (a column a dimension) or .parquet (one list column).</source>
        <translation>Nommez la sortie .gpkg (une colonne par dimension) ou .parquet (une colonne de listes).</translation>
    </message>
    <message>
        <source>Name the output .parquet: it has one column for the whole embedding.</source>
        <translation>Nommez la sortie .parquet : elle a une seule colonne pour tout l’embedding.</translation>
    </message>
    <message>
        <source>Name two classes or more.</source>
        <translation>Nommez au moins deux classes.</translation>
    </message>
    <message>
        <source>No Dask scheduler answers at {address}.</source>
        <translation>Aucun ordonnanceur Dask ne répond à {address}.</translation>
    </message>
    <message>
        <source>No classification of clouds lies with the image: neither Sentinel-2&apos;s SCL nor Landsat&apos;s QA_PIXEL.</source>
        <translation>Aucune classification des nuages n’accompagne l’image : ni la SCL de Sentinel-2 ni le QA_PIXEL de Landsat.</translation>
    </message>
    <message>
        <source>No example lies on data.</source>
        <translation>Aucun exemple n’est sur des données.</translation>
    </message>
    <message>
        <source>No example lies on the raster.</source>
        <translation>Aucun exemple n’est sur le raster.</translation>
    </message>
    <message>
        <source>No patch of the area has valid values in half of its pixels, which it takes.</source>
        <translation>Aucun patch de la zone n’a de valeurs valides dans la moitié de ses pixels, comme il le faut.</translation>
    </message>
    <message>
        <source>No place of the area has enough data to sample.</source>
        <translation>Aucun lieu de la zone n’a assez de données pour être échantillonné.</translation>
    </message>
    <message>
        <source>No tile touches the area and has data.</source>
        <translation>Aucune tuile ne touche la zone en ayant des données.</translation>
    </message>
    <message>
        <source>None of the places lies on data.</source>
        <translation>Aucun des lieux n’est sur des données.</translation>
    </message>
    <message>
        <source>None of the points has an embedding.</source>
        <translation>Aucun des points n’a d’embedding.</translation>
    </message>
    <message>
        <source>None of the raster&apos;s bands could be matched with those of {title}.</source>
        <translation>Aucune des bandes du raster n’a pu être associée à celles de {title}.</translation>
    </message>
    <message>
        <source>Nothing can be written to {folder}: {error}.</source>
        <translation>Rien ne peut être écrit dans {folder} : {error}.</translation>
    </message>
    <message>
        <source>Nothing in {name} lies on the raster.</source>
        <translation>Rien dans {name} n’est sur le raster.</translation>
    </message>
    <message>
        <source>One class alone cannot be merged.</source>
        <translation>Une classe seule ne peut pas être réunie.</translation>
    </message>
    <message>
        <source>One of the embedding rasters has no coordinate system, so they cannot be laid on each other.</source>
        <translation>Un des rasters d’embeddings n’a pas de système de coordonnées ; ils ne peuvent donc pas être superposés.</translation>
    </message>
    <message>
        <source>Only {valid} % of the chip of {side} x {side2} pixels around this place has data, and half of it is needed.</source>
        <translation>Seuls {valid} % de la vignette de {side} x {side2} pixels autour de ce lieu ont des données, et il en faut la moitié.</translation>
    </message>
    <message>
        <source>Open it in a browser to see what it says, and download the file itself.</source>
        <translation>Ouvrez-la dans un navigateur pour voir ce qu’elle dit, et téléchargez le fichier lui-même.</translation>
    </message>
    <message>
        <source>Patches of {patch} pixels cannot be shifted for a detail of {detail}.</source>
        <translation>Des patchs de {patch} pixels ne peuvent pas être décalés pour une finesse de {detail}.</translation>
    </message>
    <message>
        <source>Pick a place that the raster shows.</source>
        <translation>Choisissez un lieu que le raster montre.</translation>
    </message>
    <message>
        <source>Pick a place to look for.</source>
        <translation>Choisissez un lieu à rechercher.</translation>
    </message>
    <message>
        <source>Pick inside its outline.</source>
        <translation>Choisissez à l’intérieur de son contour.</translation>
    </message>
    <message>
        <source>Pick other places.</source>
        <translation>Choisissez d’autres lieux.</translation>
    </message>
    <message>
        <source>Pick places that the raster shows.</source>
        <translation>Choisissez des lieux que le raster montre.</translation>
    </message>
    <message>
        <source>Pixels of {gsd} m are too small for {width} x {height} pixels of {gsd2} m.</source>
        <translation>Des pixels de {gsd} m sont trop petits pour {width} x {height} pixels de {gsd2} m.</translation>
    </message>
    <message>
        <source>Pixels of {gsd} m cannot be.</source>
        <translation>Des pixels de {gsd} m sont impossibles.</translation>
    </message>
    <message>
        <source>Plan it anew, in another folder.</source>
        <translation>Planifiez-la à nouveau, dans un autre dossier.</translation>
    </message>
    <message>
        <source>Plan it anew, or run it with the version that planned it.</source>
        <translation>Planifiez-la à nouveau, ou exécutez-la avec la version qui l’a planifiée.</translation>
    </message>
    <message>
        <source>Plan it first, or choose the folder of one.</source>
        <translation>Planifiez-la d’abord, ou choisissez le dossier d’une tâche planifiée.</translation>
    </message>
    <message>
        <source>Plan on a machine like this one, or in full precision, which is the same everywhere.</source>
        <translation>Planifiez sur une machine comme celle-ci, ou en précision complète, qui est la même partout.</translation>
    </message>
    <message>
        <source>Points are not written as {suffix}.</source>
        <translation>Les points ne s’écrivent pas sous cette forme : {suffix}.</translation>
    </message>
    <message>
        <source>Random features need at least 1 filter, got {count}.</source>
        <translation>Les caractéristiques aléatoires demandent au moins 1 filtre, reçu : {count}.</translation>
    </message>
    <message>
        <source>Read it with values “auto”.</source>
        <translation>Lisez-le avec les valeurs « auto ».</translation>
    </message>
    <message>
        <source>Reading {file} from {host} does not go on: {failed}.</source>
        <translation>La lecture de {file} depuis {host} ne se poursuit pas : {failed}.</translation>
    </message>
    <message>
        <source>Remove its layer from the project or close the program, or choose another name.</source>
        <translation>Retirez sa couche du projet ou fermez le programme, ou choisissez un autre nom.</translation>
    </message>
    <message>
        <source>Renumber its classes first.</source>
        <translation>Renumérotez d’abord ses classes.</translation>
    </message>
    <message>
        <source>Run it again where the card has more free memory.</source>
        <translation>Relancez là où la carte a plus de mémoire libre.</translation>
    </message>
    <message>
        <source>Run it again.</source>
        <translation>Relancez l’exécution.</translation>
    </message>
    <message>
        <source>Run it with the version that planned it, or plan it anew.</source>
        <translation>Exécutez-la avec la version qui l’a planifiée, ou planifiez-la à nouveau.</translation>
    </message>
    <message>
        <source>SatCLIP needs all bands of Sentinel-2, and {missing} are missing.</source>
        <translation>SatCLIP a besoin de toutes les bandes de Sentinel-2, et il manque {missing}.</translation>
    </message>
    <message>
        <source>SatCLIP&apos;s image encoder takes the 12 bands of Sentinel-2 level 2A, got {shape}.</source>
        <translation>L’encodeur d’images de SatCLIP prend les 12 bandes de Sentinel-2 niveau 2A, reçu : {shape}.</translation>
    </message>
    <message>
        <source>Save it again as UTF-8; in a spreadsheet, as “CSV UTF-8”.</source>
        <translation>Enregistrez-le à nouveau en UTF-8 ; dans un tableur, comme « CSV UTF-8 ».</translation>
    </message>
    <message>
        <source>Save it again, a table of text as UTF-8, or choose another file.</source>
        <translation>Enregistrez-le à nouveau, en UTF-8 pour un tableau en texte, ou choisissez un autre fichier.</translation>
    </message>
    <message>
        <source>Save it again, or choose another file.</source>
        <translation>Enregistrez-le à nouveau, ou choisissez un autre fichier.</translation>
    </message>
    <message>
        <source>Save it as a GeoTIFF (Raster &gt; Conversion &gt; Translate), and choose that.</source>
        <translation>Enregistrez-le en GeoTIFF (Raster &gt; Conversion &gt; Convertir), et choisissez ce fichier.</translation>
    </message>
    <message>
        <source>Save it as plain polygons, or repair it.</source>
        <translation>Enregistrez-le en polygones simples, ou réparez-le.</translation>
    </message>
    <message>
        <source>Save it with WKB.</source>
        <translation>Enregistrez-le avec WKB.</translation>
    </message>
    <message>
        <source>Say its number of heads.</source>
        <translation>Indiquez son nombre de têtes.</translation>
    </message>
    <message>
        <source>Say which bands are which ({bands}): they are never taken by their position alone.</source>
        <translation>Indiquez à quoi correspond chaque bande ({bands}) : elles ne sont jamais déduites de leur seule position.</translation>
    </message>
    <message>
        <source>Say which bands are which ({names}): they are never taken by their position alone.</source>
        <translation>Indiquez à quoi correspond chaque bande ({names}) : elles ne sont jamais déduites de leur seule position.</translation>
    </message>
    <message>
        <source>Say which bands are which, or choose the bands that count.</source>
        <translation>Indiquez à quoi correspond chaque bande, ou choisissez les bandes qui comptent.</translation>
    </message>
    <message>
        <source>Select a point.</source>
        <translation>Sélectionnez un point.</translation>
    </message>
    <message>
        <source>Set it up as the machine that planned the job, or plan it anew.</source>
        <translation>Configurez-la comme la machine qui a planifié la tâche, ou planifiez-la à nouveau.</translation>
    </message>
    <message>
        <source>Similar points need one to be similar to.</source>
        <translation>Les points semblables ont besoin d’un point auquel ressembler.</translation>
    </message>
    <message>
        <source>Some of {name} cannot be expressed in the raster&apos;s coordinate system.</source>
        <translation>Une partie de {name} ne peut pas être exprimée dans le système de coordonnées du raster.</translation>
    </message>
    <message>
        <source>Start one in the engine&apos;s environment (dask scheduler), and give the address that it says.</source>
        <translation>Démarrez-en un dans l’environnement du moteur (dask scheduler), et donnez l’adresse qu’il indique.</translation>
    </message>
    <message>
        <source>Start the download again.</source>
        <translation>Relancez le téléchargement.</translation>
    </message>
    <message>
        <source>Store them as uint8.</source>
        <translation>Enregistrez-les en uint8.</translation>
    </message>
    <message>
        <source>Take one whose harmonics are &apos;analytic&apos; or &apos;closed-form&apos;.</source>
        <translation>Prenez-en un dont les harmoniques sont &apos;analytic&apos; ou &apos;closed-form&apos;.</translation>
    </message>
    <message>
        <source>The STAC item {title} has no assets that are bands: {names}.</source>
        <translation>L’élément STAC {title} n’a pas de ressources (assets) qui soient des bandes : {names}.</translation>
    </message>
    <message>
        <source>The STAC item {title} names its bands by {kind}, which is not read.</source>
        <translation>L’élément STAC {title} nomme ses bandes d’une façon qui n’est pas lue : {kind}.</translation>
    </message>
    <message>
        <source>The address of {file} cannot be used: {error}.</source>
        <translation>L’adresse de {file} est inutilisable : {error}.</translation>
    </message>
    <message>
        <source>The attribute {attribute} has less than two different values on embedded points.</source>
        <translation>L’attribut {attribute} a moins de deux valeurs différentes sur les points encodés.</translation>
    </message>
    <message>
        <source>The attribute {attribute} holds values that are no numbers.</source>
        <translation>L’attribut {attribute} contient des valeurs qui ne sont pas des nombres.</translation>
    </message>
    <message>
        <source>The band {name} has the wavelength {wavelength}.</source>
        <translation>La bande {name} a la longueur d’onde {wavelength}.</translation>
    </message>
    <message>
        <source>The band {name} needs a mean and a std above 0, not {mean}, {std}.</source>
        <translation>La bande {name} a besoin de mean et d’un std supérieur à 0, et non {mean}, {std}.</translation>
    </message>
    <message>
        <source>The bounds are smaller than one pixel.</source>
        <translation>Les limites sont plus petites qu’un pixel.</translation>
    </message>
    <message>
        <source>The bounds {left}, {bottom}, {right}, {top} are no part of the Earth.</source>
        <translation>Les limites {left}, {bottom}, {right}, {top} ne sont pas une partie de la Terre.</translation>
    </message>
    <message>
        <source>The checkpoint&apos;s harmonics are &apos;{convention}&apos;, which Landprint does not compute.</source>
        <translation>Les harmoniques du fichier de poids sont &apos;{convention}&apos;, que Landprint ne calcule pas.</translation>
    </message>
    <message>
        <source>The chips have {dates} dates and {channels} channels, expected {wanted}.</source>
        <translation>Les vignettes ont {dates} dates et {channels} canaux, attendu : {wanted}.</translation>
    </message>
    <message>
        <source>The classes have other pixels than the embeddings.</source>
        <translation>Les classes ont d’autres pixels que les embeddings.</translation>
    </message>
    <message>
        <source>The classes in {name} are damaged.</source>
        <translation>Les classes dans {name} sont endommagées.</translation>
    </message>
    <message>
        <source>The column {column} of {name} has no values.</source>
        <translation>La colonne {column} de {name} n’a pas de valeurs.</translation>
    </message>
    <message>
        <source>The coordinate system of {name} cannot be read.</source>
        <translation>Le système de coordonnées de {name} ne peut pas être lu.</translation>
    </message>
    <message>
        <source>The coordinate system {text} is unknown.</source>
        <translation>Le système de coordonnées {text} est inconnu.</translation>
    </message>
    <message>
        <source>The data in {name} is compressed or encrypted, which torch never does.</source>
        <translation>Les données dans {name} sont compressées ou chiffrées, ce que torch ne fait jamais.</translation>
    </message>
    <message>
        <source>The day of the image is not known, which a STAC item needs.</source>
        <translation>Le jour de l’image n’est pas connu, et un élément STAC en a besoin.</translation>
    </message>
    <message>
        <source>The disk that holds {folder} is full.</source>
        <translation>Le disque qui contient {folder} est plein.</translation>
    </message>
    <message>
        <source>The download from {host} does not go on: {why}.</source>
        <translation>Le téléchargement depuis {host} ne se poursuit pas : {why}.</translation>
    </message>
    <message>
        <source>The embedding raster has no coordinate system, so no point can be placed on it.</source>
        <translation>Le raster d’embeddings n’a pas de système de coordonnées ; aucun point ne peut donc y être placé.</translation>
    </message>
    <message>
        <source>The encoder does not take {title}.</source>
        <translation>L’encodeur n’accepte pas {title}.</translation>
    </message>
    <message>
        <source>The encoder takes {title}, and the raster looks like {title2}.</source>
        <translation>L’encodeur accepte {title}, et le raster ressemble à {title2}.</translation>
    </message>
    <message>
        <source>The extent lies outside of the raster.</source>
        <translation>L’emprise est en dehors du raster.</translation>
    </message>
    <message>
        <source>The file has more hyper-parameters than any model has.</source>
        <translation>Le fichier a plus d’hyperparamètres qu’aucun modèle n’en a.</translation>
    </message>
    <message>
        <source>The file may be damaged or incomplete: copy or download it again.</source>
        <translation>Le fichier est peut-être endommagé ou incomplet : copiez-le ou téléchargez-le à nouveau.</translation>
    </message>
    <message>
        <source>The file may be damaged or incomplete: copy or download it again. Of a VRT, its source files may have moved.</source>
        <translation>Le fichier est peut-être endommagé ou incomplet : copiez-le ou téléchargez-le à nouveau. Pour un VRT, ses fichiers sources ont peut-être été déplacés.</translation>
    </message>
    <message>
        <source>The filters were made for {mean} bands, and the raster gives {shape}.</source>
        <translation>Les filtres ont été faits pour {mean} bandes, et le raster donne {shape}.</translation>
    </message>
    <message>
        <source>The filters were made for {mean} bands, and {band_numbers} are chosen.</source>
        <translation>Les filtres ont été faits pour {mean} bandes, et {band_numbers} sont choisies.</translation>
    </message>
    <message>
        <source>The image has no chip with enough valid pixels.</source>
        <translation>L’image n’a aucune vignette avec assez de pixels valides.</translation>
    </message>
    <message>
        <source>The job has no tile {number}.</source>
        <translation>La tâche n’a pas de tuile {number}.</translation>
    </message>
    <message>
        <source>The job in {path} was written by another version of Landprint.</source>
        <translation>La tâche dans {path} a été écrite par une autre version de Landprint.</translation>
    </message>
    <message>
        <source>The layer holds a damaged geometry.</source>
        <translation>La couche contient une géométrie endommagée.</translation>
    </message>
    <message>
        <source>The layer holds {kind}, not points.</source>
        <translation>La couche contient autre chose que des points : {kind}.</translation>
    </message>
    <message>
        <source>The layer is a web service.</source>
        <translation>La couche est un service web.</translation>
    </message>
    <message>
        <source>The list names no scene.</source>
        <translation>La liste ne nomme aucune scène.</translation>
    </message>
    <message>
        <source>The mask is a raster, and no classes to leave out are given.</source>
        <translation>Le masque est un raster, et aucune classe à écarter n’est donnée.</translation>
    </message>
    <message>
        <source>The mask or the raster has no coordinate system.</source>
        <translation>Le masque ou le raster n’a pas de système de coordonnées.</translation>
    </message>
    <message>
        <source>The metadata of {n} chips have the shape {shape}.</source>
        <translation>Les métadonnées de {n} vignettes ont la forme {shape}.</translation>
    </message>
    <message>
        <source>The model takes embeddings of {dim} values, these have {shape}.</source>
        <translation>Le modèle prend des embeddings de {dim} valeurs, ceux-ci en ont {shape}.</translation>
    </message>
    <message>
        <source>The names in {name} are not in UTF-8.</source>
        <translation>Les noms dans {name} ne sont pas en UTF-8.</translation>
    </message>
    <message>
        <source>The network&apos;s settings cannot be used: {error}.</source>
        <translation>Les réglages du réseau sont inutilisables : {error}.</translation>
    </message>
    <message>
        <source>The numbers of band {number} stand for colours of a table.</source>
        <translation>Les nombres de la bande {number} désignent les couleurs d’une table.</translation>
    </message>
    <message>
        <source>The numbers of {title} are sums of several facts, so {word} is no class of it.</source>
        <translation>Les nombres de {title} sont des sommes de plusieurs faits ; {word} n’en est donc pas une classe.</translation>
    </message>
    <message>
        <source>The output {name} is the input itself.</source>
        <translation>La sortie {name} est l’entrée elle-même.</translation>
    </message>
    <message>
        <source>The patches have {sizes} on the ground: their embeddings show different things.</source>
        <translation>Les patchs mesurent {sizes} au sol : leurs embeddings montrent des choses différentes.</translation>
    </message>
    <message>
        <source>The patches of {name} have {mine} pixels on a side, and those of {other_name} {other}.</source>
        <translation>Les patchs de {name} ont {mine} pixels de côté, et ceux de {other_name} {other}.</translation>
    </message>
    <message>
        <source>The places give nothing to look for: they cancel each other out, or are like everything else.</source>
        <translation>Les lieux ne donnent rien à rechercher : ils s’annulent l’un l’autre, ou sont comme tout le reste.</translation>
    </message>
    <message>
        <source>The point {x}, {y} lies outside of the raster.</source>
        <translation>Le point {x}, {y} est en dehors du raster.</translation>
    </message>
    <message>
        <source>The points have embeddings of {lengths} and of {lengths2} values.</source>
        <translation>Les points ont des embeddings de {lengths} et de {lengths2} valeurs.</translation>
    </message>
    <message>
        <source>The points have no attribute {attribute}.</source>
        <translation>Les points n’ont pas d’attribut {attribute}.</translation>
    </message>
    <message>
        <source>The points lie in {numbers} blocks, which cannot be divided into {folds} folds.</source>
        <translation>Les points sont dans {numbers} blocs, qui ne peuvent pas être répartis en {folds} parties.</translation>
    </message>
    <message>
        <source>The points of {name} have no embeddings.</source>
        <translation>Les points de {name} n’ont pas d’embeddings.</translation>
    </message>
    <message>
        <source>The points of {name} have no embeddings: all are null.</source>
        <translation>Les points de {name} n’ont pas d’embeddings : tous sont nuls (NULL).</translation>
    </message>
    <message>
        <source>The product&apos;s metadata name offsets of {tags}.</source>
        <translation>Les métadonnées du produit indiquent des décalages de {tags}.</translation>
    </message>
    <message>
        <source>The proxy refuses the connection to {host}: {text}.</source>
        <translation>Le proxy refuse la connexion à {host} : {text}.</translation>
    </message>
    <message>
        <source>The random filters are damaged.</source>
        <translation>Les filtres aléatoires sont endommagés.</translation>
    </message>
    <message>
        <source>The raster has no band {number}.</source>
        <translation>Le raster n’a pas de bande {number}.</translation>
    </message>
    <message>
        <source>The raster has no coordinate system, so its pixels cannot be resampled to metres.</source>
        <translation>Le raster n’a pas de système de coordonnées ; ses pixels ne peuvent donc pas être rééchantillonnés en mètres.</translation>
    </message>
    <message>
        <source>The raster has no coordinate system, so the points cannot be placed on it.</source>
        <translation>Le raster n’a pas de système de coordonnées ; les points ne peuvent donc pas y être placés.</translation>
    </message>
    <message>
        <source>The raster has no embedding: every pixel is nodata.</source>
        <translation>Le raster n’a aucun embedding : tous les pixels sont nodata.</translation>
    </message>
    <message>
        <source>The raster has no valid pixel.</source>
        <translation>Le raster n’a aucun pixel valide.</translation>
    </message>
    <message>
        <source>The raster has only {distinct} different embeddings, too few for {clusters} classes.</source>
        <translation>Le raster n’a que {distinct} embeddings différents, trop peu pour {clusters} classes.</translation>
    </message>
    <message>
        <source>The raster has too few 3 x 3 pixels that are valid and differ.</source>
        <translation>Le raster a trop peu de carrés de 3 x 3 pixels qui soient valides et différents.</translation>
    </message>
    <message>
        <source>The raster has {width} x {height} pixels, and this encoder&apos;s chips have {least} on a side.</source>
        <translation>Le raster a {width} x {height} pixels, et les vignettes de cet encodeur ont {least} pixels de côté.</translation>
    </message>
    <message>
        <source>The raster has {width} x {height} pixels, less than one patch of {patch}.</source>
        <translation>Le raster a {width} x {height} pixels, moins qu’un patch de {patch}.</translation>
    </message>
    <message>
        <source>The raster is so large that no map of it has pixels of one size.</source>
        <translation>Le raster est si grand qu’aucune carte de celui-ci n’a des pixels d’une même taille.</translation>
    </message>
    <message>
        <source>The raster was changed while it was embedded.</source>
        <translation>Le raster a été modifié pendant qu’il était encodé.</translation>
    </message>
    <message>
        <source>The raster&apos;s pixels have no size.</source>
        <translation>Les pixels du raster n’ont pas de taille.</translation>
    </message>
    <message>
        <source>The raster&apos;s sensor cannot be told from its name or bands.</source>
        <translation>Le capteur du raster ne peut être déduit ni de son nom ni de ses bandes.</translation>
    </message>
    <message>
        <source>The runtime torch has no precision int8.</source>
        <translation>Le moteur d’exécution torch n’a pas de précision int8.</translation>
    </message>
    <message>
        <source>The sensor {name} has no bands {unknown} to show as colours.</source>
        <translation>Le capteur {name} n’a pas de bandes {unknown} à montrer comme couleurs.</translation>
    </message>
    <message>
        <source>The sensor {name} has the unit {unit}.</source>
        <translation>Le capteur {name} a l’unité {unit}.</translation>
    </message>
    <message>
        <source>The sensor {name} has {names} bands, and {codes} codes of {platform}.</source>
        <translation>Le capteur {name} a {names} bandes, et {codes} codes de {platform}.</translation>
    </message>
    <message>
        <source>The sensor {name} needs a gsd above 0 metres, not {gsd}.</source>
        <translation>Le capteur {name} a besoin d’un gsd supérieur à 0 mètre, et non {gsd}.</translation>
    </message>
    <message>
        <source>The sensor {name} needs bands with different names, got {names}.</source>
        <translation>Le capteur {name} a besoin de bandes aux noms différents, reçu : {names}.</translation>
    </message>
    <message>
        <source>The sensor&apos;s description does not fit: {error}.</source>
        <translation>La description du capteur ne convient pas : {error}.</translation>
    </message>
    <message>
        <source>The sensor&apos;s description has no {args}.</source>
        <translation>Il manque {args} dans la description du capteur.</translation>
    </message>
    <message>
        <source>The server gives revision {commit} of {repo} for {wanted}.</source>
        <translation>Le serveur donne la révision {commit} de {repo} pour {wanted}.</translation>
    </message>
    <message>
        <source>The size of the pixels on the ground cannot be computed.</source>
        <translation>La taille des pixels au sol ne peut pas être calculée.</translation>
    </message>
    <message>
        <source>The source has changed since the job was planned.</source>
        <translation>La source a changé depuis que la tâche a été planifiée.</translation>
    </message>
    <message>
        <source>The two rasters show no common place.</source>
        <translation>Les deux rasters ne montrent aucun lieu commun.</translation>
    </message>
    <message>
        <source>The type or size of the raster&apos;s pixels is not that of {title}.</source>
        <translation>Le type ou la taille des pixels du raster n’est pas celui de {title}.</translation>
    </message>
    <message>
        <source>The weights are bfloat16, which no encoder was published in.</source>
        <translation>Les poids sont en bfloat16, format dans lequel aucun encodeur n’a été publié.</translation>
    </message>
    <message>
        <source>The weights of {title} ({name}) are not here yet.</source>
        <translation>Les poids de {title} ({name}) ne sont pas encore ici.</translation>
    </message>
    <message>
        <source>There are classes to leave out, but no mask.</source>
        <translation>Il y a des classes à écarter, mais pas de masque.</translation>
    </message>
    <message>
        <source>There are {bands} bands but {wavelengths} wavelengths.</source>
        <translation>Il y a {bands} bandes, mais {wavelengths} longueurs d’onde.</translation>
    </message>
    <message>
        <source>There are {present}.</source>
        <translation>Il y a {present}.</translation>
    </message>
    <message>
        <source>There are: {join}.</source>
        <translation>Il y a : {join}.</translation>
    </message>
    <message>
        <source>There is no class {label}.</source>
        <translation>Il n’y a pas de classe {label}.</translation>
    </message>
    <message>
        <source>There is no class {missing}.</source>
        <translation>Il n’y a pas de classe {missing}.</translation>
    </message>
    <message>
        <source>There is no data at {x}, {y}.</source>
        <translation>Il n’y a pas de données en {x}, {y}.</translation>
    </message>
    <message>
        <source>There is no encoder {name}.</source>
        <translation>Il n’y a pas d’encodeur {name}.</translation>
    </message>
    <message>
        <source>There is no file {file}.</source>
        <translation>Il n’y a pas de fichier {file}.</translation>
    </message>
    <message>
        <source>There is no folder {parent}.</source>
        <translation>Il n’y a pas de dossier {parent}.</translation>
    </message>
    <message>
        <source>There is no job in {path}.</source>
        <translation>Il n’y a pas de tâche dans {path}.</translation>
    </message>
    <message>
        <source>There is no operation {name}.</source>
        <translation>Il n’y a pas d’opération {name}.</translation>
    </message>
    <message>
        <source>There is no sensor {name}.</source>
        <translation>Il n’y a pas de capteur {name}.</translation>
    </message>
    <message>
        <source>These embeddings have {dim} dimensions, and so as many components.</source>
        <translation>Ces embeddings ont {dim} dimensions, et donc autant de composantes.</translation>
    </message>
    <message>
        <source>They are an object in JSON.</source>
        <translation>Ils forment un objet en JSON.</translation>
    </message>
    <message>
        <source>This is being embedded with the same settings already.</source>
        <translation>Un encodage avec les mêmes réglages est déjà en cours.</translation>
    </message>
    <message>
        <source>This machine&apos;s processor computes 8 bits with codes up to {largest_code}, and that of the plan with codes up to {largest_code2}.</source>
        <translation>Le processeur de cette machine calcule en 8 bits avec des codes jusqu’à {largest_code}, et celui de la planification avec des codes jusqu’à {largest_code2}.</translation>
    </message>
    <message>
        <source>Tile {stem} was begun on the graphics card and ended on the processor, whose numbers differ.</source>
        <translation>La tuile {stem} a été commencée sur la carte graphique et terminée sur le processeur, dont les nombres diffèrent.</translation>
    </message>
    <message>
        <source>Tiles are planned on one raster, or on scenes.</source>
        <translation>Les tuiles se planifient sur un seul raster, ou sur des scènes.</translation>
    </message>
    <message>
        <source>Try again later: the hub allows more to those who log in.</source>
        <translation>Réessayez plus tard : le hub permet davantage à ceux qui se connectent.</translation>
    </message>
    <message>
        <source>Two places are compared.</source>
        <translation>La comparaison porte sur deux lieux.</translation>
    </message>
    <message>
        <source>Unpack it, and choose the folder.</source>
        <translation>Décompressez l’archive, et choisissez le dossier.</translation>
    </message>
    <message>
        <source>Use embeddings of the encoder that the model was fitted with.</source>
        <translation>Utilisez des embeddings de l’encodeur avec lequel le modèle a été ajusté.</translation>
    </message>
    <message>
        <source>Use its filters too.</source>
        <translation>Utilisez aussi ses filtres.</translation>
    </message>
    <message>
        <source>Values stored as {dtype} have no scale.</source>
        <translation>Des valeurs enregistrées en {dtype} n’ont pas d’échelle.</translation>
    </message>
    <message>
        <source>Wait for it, or cancel it in the other window.</source>
        <translation>Attendez que ce soit fini, ou annulez dans l’autre fenêtre.</translation>
    </message>
    <message>
        <source>Wait until that run has ended, or cancel it.</source>
        <translation>Attendez que cette exécution soit terminée, ou annulez-la.</translation>
    </message>
    <message>
        <source>Warp it to a coordinate system first (Raster &gt; Projections &gt; Warp), and choose the result.</source>
        <translation>Reprojetez-le d’abord dans un système de coordonnées (Raster &gt; Projections &gt; Projection (warp)), et choisissez le résultat.</translation>
    </message>
    <message>
        <source>What lies in an archive on a server cannot be read.</source>
        <translation>Le contenu d’une archive qui se trouve sur un serveur ne peut pas être lu.</translation>
    </message>
    <message>
        <source>What {word} is in {name} cannot be known.</source>
        <translation>On ne peut pas savoir ce qu’est {word} dans {name}.</translation>
    </message>
    <message>
        <source>Where {name} lies is told by its landmask, {stem}.tiff, which is missing.</source>
        <translation>La position de {name} est donnée par son masque des terres, {stem}.tiff, qui manque.</translation>
    </message>
    <message>
        <source>Which column of {name} has the class is not said.</source>
        <translation>La colonne de {name} qui contient la classe n’est pas indiquée.</translation>
    </message>
    <message>
        <source>Write degrees, as -12.75 or 12°45&apos;00&quot;S, latitudes from -90 to 90. Check the coordinate system, and that longitude comes before latitude.</source>
        <translation>Écrivez des degrés, comme -12.75 ou 12°45&apos;00&quot;S, les latitudes de -90 à 90. Vérifiez le système de coordonnées, et que la longitude précède la latitude.</translation>
    </message>
    <message>
        <source>Write it as #ee8866.</source>
        <translation>Écrivez-la sous la forme #ee8866.</translation>
    </message>
    <message>
        <source>Write it as 2023-07-14.</source>
        <translation>Écrivez-la sous la forme 2023-07-14.</translation>
    </message>
    <message>
        <source>Write its number and its name: 3=forest.</source>
        <translation>Écrivez son numéro et son nom : 3=forest.</translation>
    </message>
    <message>
        <source>Write one in a line.</source>
        <translation>Écrivez-en une par ligne.</translation>
    </message>
    <message>
        <source>Write one in each line.</source>
        <translation>Écrivez-en une sur chaque ligne.</translation>
    </message>
    <message>
        <source>{clusters} classes cannot be made of {distinct} different embeddings.</source>
        <translation>Impossible de faire {clusters} classes avec {distinct} embeddings différents.</translation>
    </message>
    <message>
        <source>{clusters} classes cannot be made.</source>
        <translation>Impossible de faire {clusters} classes.</translation>
    </message>
    <message>
        <source>{encoder} has no checkpoint.</source>
        <translation>{encoder} n’a pas de fichier de poids.</translation>
    </message>
    <message>
        <source>{encoder} has no part {name}.</source>
        <translation>{encoder} n’a pas de partie {name}.</translation>
    </message>
    <message>
        <source>{encoder} takes no rasters.</source>
        <translation>{encoder} n’accepte pas de rasters.</translation>
    </message>
    <message>
        <source>{file} cannot be read from {host}: {failed}.</source>
        <translation>{file} ne peut pas être lu depuis {host} : {failed}.</translation>
    </message>
    <message>
        <source>{file} is no STAC item: it is too large.</source>
        <translation>{file} n’est pas un élément STAC : le fichier est trop gros.</translation>
    </message>
    <message>
        <source>{file} is not the published file: its sha256 is {digest}….</source>
        <translation>{file} n’est pas le fichier publié : son sha256 est {digest}….</translation>
    </message>
    <message>
        <source>{file} was changed at {host} while it was read.</source>
        <translation>{file} a été modifié sur {host} pendant la lecture.</translation>
    </message>
    <message>
        <source>{folder} holds another job.</source>
        <translation>{folder} contient une autre tâche.</translation>
    </message>
    <message>
        <source>{hint}, then start again: it continues from what is there.</source>
        <translation>{hint}, puis recommencez : le travail reprend à partir de ce qui est déjà là.</translation>
    </message>
    <message>
        <source>{hint}; or say what they are by the scale.</source>
        <translation>{hint} ; ou indiquez par l’échelle ce que sont ces nombres.</translation>
    </message>
    <message>
        <source>{hostname} answered with other bytes than those that were asked for.</source>
        <translation>{hostname} a répondu avec d’autres octets que ceux demandés.</translation>
    </message>
    <message>
        <source>{host} answered what cannot be understood: {error}.</source>
        <translation>{host} a donné une réponse incompréhensible : {error}.</translation>
    </message>
    <message>
        <source>{host} answered {status} for {file}.</source>
        <translation>{host} a répondu {status} pour {file}.</translation>
    </message>
    <message>
        <source>{host} answered {status} for {name}.</source>
        <translation>{host} a répondu {status} pour {name}.</translation>
    </message>
    <message>
        <source>{host} answers with one address after the other for {file}.</source>
        <translation>{host} répond par une adresse après l’autre pour {file}.</translation>
    </message>
    <message>
        <source>{host} asks to wait {wait_s} seconds before the next request.</source>
        <translation>{host} demande d’attendre {wait_s} secondes avant la prochaine requête.</translation>
    </message>
    <message>
        <source>{host} does not prove who it is: {text}.</source>
        <translation>{host} ne prouve pas son identité : {text}.</translation>
    </message>
    <message>
        <source>{host} does not say the revision and the size of {name}.</source>
        <translation>{host} n’indique pas la révision et la taille de {name}.</translation>
    </message>
    <message>
        <source>{host} has no {name} in {repo}.</source>
        <translation>{host} n’a pas de {name} dans {repo}.</translation>
    </message>
    <message>
        <source>{host} leads to what is no address of the kind that was given.</source>
        <translation>{host} renvoie vers ce qui n’est pas une adresse du type de celle indiquée.</translation>
    </message>
    <message>
        <source>{host} sends the download to {hostname} without encryption.</source>
        <translation>{host} renvoie le téléchargement vers {hostname} sans chiffrement.</translation>
    </message>
    <message>
        <source>{host} sends the download to {location}, which is no address.</source>
        <translation>{host} renvoie le téléchargement vers {location}, qui n’est pas une adresse.</translation>
    </message>
    <message>
        <source>{name} and {other_name} were made with different random filters, so that their numbers mean different things.</source>
        <translation>{name} et {other_name} ont été faits avec des filtres aléatoires différents, si bien que leurs nombres n’ont pas le même sens.</translation>
    </message>
    <message>
        <source>{name} cannot be opened: {strerror}.</source>
        <translation>{name} ne peut pas être ouvert : {strerror}.</translation>
    </message>
    <message>
        <source>{name} carries no random filters.</source>
        <translation>{name} ne contient pas de filtres aléatoires.</translation>
    </message>
    <message>
        <source>{name} does not tell where it lies: neither spatial:transform nor x and y are there.</source>
        <translation>{name} n’indique pas sa position : il n’y a ni spatial:transform, ni x et y.</translation>
    </message>
    <message>
        <source>{name} has a directory of over 64 MB.</source>
        <translation>{name} a un répertoire de plus de 64 Mo.</translation>
    </message>
    <message>
        <source>{name} has a table of contents of over 64 MB.</source>
        <translation>{name} a une table des matières de plus de 64 Mo.</translation>
    </message>
    <message>
        <source>{name} has hyper-parameters that are not JSON.</source>
        <translation>{name} a des hyperparamètres qui ne sont pas du JSON.</translation>
    </message>
    <message>
        <source>{name} has no bands.</source>
        <translation>{name} n’a pas de bandes.</translation>
    </message>
    <message>
        <source>{name} has no classes of k-means.</source>
        <translation>{name} n’a pas de classes k-moyennes.</translation>
    </message>
    <message>
        <source>{name} has no column {column}.</source>
        <translation>{name} n’a pas de colonne {column}.</translation>
    </message>
    <message>
        <source>{name} has no coordinate system.</source>
        <translation>{name} n’a pas de système de coordonnées.</translation>
    </message>
    <message>
        <source>{name} has no geometries.</source>
        <translation>{name} n’a pas de géométries.</translation>
    </message>
    <message>
        <source>{name} has no layers.</source>
        <translation>{name} n’a pas de couches.</translation>
    </message>
    <message>
        <source>{name} has no parameter {unknown}.</source>
        <translation>{name} n’a pas de paramètre {unknown}.</translation>
    </message>
    <message>
        <source>{name} has no places.</source>
        <translation>{name} n’a pas de lieux.</translation>
    </message>
    <message>
        <source>{name} has no points.</source>
        <translation>{name} n’a pas de points.</translation>
    </message>
    <message>
        <source>{name} has no polygons.</source>
        <translation>{name} n’a pas de polygones.</translation>
    </message>
    <message>
        <source>{name} has no recipe {name2} here.</source>
        <translation>{name} n’a pas de méthode {name2} ici.</translation>
    </message>
    <message>
        <source>{name} has no scales beside it, by which TESSERA&apos;s codes become values.</source>
        <translation>{name} n’a pas à côté de lui les échelles par lesquelles les codes de TESSERA deviennent des valeurs.</translation>
    </message>
    <message>
        <source>{name} has no year number {time}.</source>
        <translation>{name} n’a pas d’année numéro {time}.</translation>
    </message>
    <message>
        <source>{name} has shape {shape}, and {name2} has {shape2}.</source>
        <translation>{name} a la forme {shape}, et {name2} la forme {shape2}.</translation>
    </message>
    <message>
        <source>{name} has {width} x {height} pixels, and {name2} {width2} x {height2}.</source>
        <translation>{name} a {width} x {height} pixels, et {name2} {width2} x {height2}.</translation>
    </message>
    <message>
        <source>{name} holds codes, and {name2}, their scales, is missing.</source>
        <translation>{name} contient des codes, et {name2}, leurs échelles, manque.</translation>
    </message>
    <message>
        <source>{name} holds curves or a damaged geometry.</source>
        <translation>{name} contient des courbes ou une géométrie endommagée.</translation>
    </message>
    <message>
        <source>{name} holds embeddings in several zones: {names}.</source>
        <translation>{name} contient des embeddings dans plusieurs zones : {names}.</translation>
    </message>
    <message>
        <source>{name} holds no bands of Sentinel-2 or Landsat that Landprint knows.</source>
        <translation>{name} ne contient pas de bandes de Sentinel-2 ou de Landsat que Landprint connaisse.</translation>
    </message>
    <message>
        <source>{name} holds no codes of AlphaEarth&apos;s: these are signed.</source>
        <translation>{name} ne contient pas de codes d’AlphaEarth : ceux-ci sont signés.</translation>
    </message>
    <message>
        <source>{name} holds no point.</source>
        <translation>{name} ne contient aucun point.</translation>
    </message>
    <message>
        <source>{name} holds no weights.</source>
        <translation>{name} ne contient pas de poids.</translation>
    </message>
    <message>
        <source>{name} holds the scales of embeddings.</source>
        <translation>{name} contient les échelles d’embeddings.</translation>
    </message>
    <message>
        <source>{name} holds {scenes} scenes.</source>
        <translation>{name} contient {scenes} scènes.</translation>
    </message>
    <message>
        <source>{name} holds {subdatasets} rasters in one file.</source>
        <translation>{name} contient {subdatasets} rasters dans un seul fichier.</translation>
    </message>
    <message>
        <source>{name} is a Git LFS pointer, a few lines that stand for a file of weights, and not the file itself.</source>
        <translation>{name} est un pointeur Git LFS, quelques lignes qui tiennent lieu d’un fichier de poids, et non le fichier lui-même.</translation>
    </message>
    <message>
        <source>{name} is a web page, saved in place of a file of weights.</source>
        <translation>{name} est une page web, enregistrée à la place d’un fichier de poids.</translation>
    </message>
    <message>
        <source>{name} is a zip, but not one that torch wrote.</source>
        <translation>{name} est un zip, mais pas un zip écrit par torch.</translation>
    </message>
    <message>
        <source>{name} is an array of shape {shape}: embeddings have rows, columns and dimensions.</source>
        <translation>{name} est un tableau de forme {shape} : des embeddings ont des lignes, des colonnes et des dimensions.</translation>
    </message>
    <message>
        <source>{name} is compressed as a whole, so that nothing in it can be read where it lies.</source>
        <translation>{name} est compressé en bloc, si bien que rien de son contenu ne peut être lu sur place.</translation>
    </message>
    <message>
        <source>{name} is damaged or cut off: {error}.</source>
        <translation>{name} est endommagé ou tronqué : {error}.</translation>
    </message>
    <message>
        <source>{name} is damaged: it ends too early.</source>
        <translation>{name} est endommagé : le fichier se termine trop tôt.</translation>
    </message>
    <message>
        <source>{name} is damaged: its parts overlap.</source>
        <translation>{name} est endommagé : ses parties se chevauchent.</translation>
    </message>
    <message>
        <source>{name} is no GeoTIFF and no JPEG 2000, which can be read by parts over the network.</source>
        <translation>{name} n’est ni un GeoTIFF ni un JPEG 2000, qui peuvent être lus par morceaux à travers le réseau.</translation>
    </message>
    <message>
        <source>{name} is no STAC item.</source>
        <translation>{name} n’est pas un élément STAC.</translation>
    </message>
    <message>
        <source>{name} is no array of Zarr that can be read: {error}.</source>
        <translation>{name} n’est pas un tableau Zarr lisible : {error}.</translation>
    </message>
    <message>
        <source>{name} is no array of numbers that can be read.</source>
        <translation>{name} n’est pas un tableau de nombres lisible.</translation>
    </message>
    <message>
        <source>{name} is no embedding raster of Landprint&apos;s.</source>
        <translation>{name} n’est pas un raster d’embeddings de Landprint.</translation>
    </message>
    <message>
        <source>{name} is no encoder of places.</source>
        <translation>{name} n’est pas un encodeur de lieux.</translation>
    </message>
    <message>
        <source>{name} is no list of scenes in UTF-8.</source>
        <translation>{name} n’est pas une liste de scènes en UTF-8.</translation>
    </message>
    <message>
        <source>{name} is no raster of classes.</source>
        <translation>{name} n’est pas un raster de classes.</translation>
    </message>
    <message>
        <source>{name} is not a GeoParquet file.</source>
        <translation>{name} n’est pas un fichier GeoParquet.</translation>
    </message>
    <message>
        <source>{name} is not a file of weights that Landprint can read, or is cut off.</source>
        <translation>{name} n’est pas un fichier de poids que Landprint puisse lire, ou est tronqué.</translation>
    </message>
    <message>
        <source>{name} is not a model of an attribute.</source>
        <translation>{name} n’est pas un modèle d’attribut.</translation>
    </message>
    <message>
        <source>{name} is not a model of classes, or it is damaged.</source>
        <translation>{name} n’est pas un modèle de classes, ou est endommagé.</translation>
    </message>
    <message>
        <source>{name} is not a raster that can be read.</source>
        <translation>{name} n’est pas un raster lisible.</translation>
    </message>
    <message>
        <source>{name} is not a table of places.</source>
        <translation>{name} n’est pas une table de lieux.</translation>
    </message>
    <message>
        <source>{name} is of {first}, and {other_name} of {second}: they cannot be compared.</source>
        <translation>{name} vient de {first}, et {other_name} de {second} : la comparaison est impossible.</translation>
    </message>
    <message>
        <source>{name} is of {made}, and this raster of {encoder}, {dim} dimensions: they share no scale.</source>
        <translation>{name} vient de {made}, et ce raster de {encoder}, {dim} dimensions : ils n’ont pas d’échelle commune.</translation>
    </message>
    <message>
        <source>{name} is open in another program.</source>
        <translation>{name} est ouvert dans un autre programme.</translation>
    </message>
    <message>
        <source>{name} is protected by a password.</source>
        <translation>{name} est protégé par un mot de passe.</translation>
    </message>
    <message>
        <source>{name} is stored as {pop}, which has no scale.</source>
        <translation>{name} est enregistré en {pop}, qui n’a pas d’échelle.</translation>
    </message>
    <message>
        <source>{name} is there already, and is no STAC item of embeddings.</source>
        <translation>{name} existe déjà, et n’est pas un élément STAC d’embeddings.</translation>
    </message>
    <message>
        <source>{name} keeps its geometries as {encoding}.</source>
        <translation>{name} enregistre ses géométries en {encoding}.</translation>
    </message>
    <message>
        <source>{name} lies on another grid and has no coordinate system.</source>
        <translation>{name} est sur une autre grille et n’a pas de système de coordonnées.</translation>
    </message>
    <message>
        <source>{name} names its coordinate system in another encoding than UTF-8.</source>
        <translation>{name} indique son système de coordonnées dans un autre encodage que l’UTF-8.</translation>
    </message>
    <message>
        <source>{name} names no file.</source>
        <translation>{name} n’indique aucun fichier.</translation>
    </message>
    <message>
        <source>{name} needs a name and a colour, got {pair}.</source>
        <translation>{name} a besoin d’un nom et d’une couleur, reçu : {pair}.</translation>
    </message>
    <message>
        <source>{name} needs examples with a class and a place, got {item}.</source>
        <translation>{name} a besoin d’exemples avec une classe et un lieu, reçu : {item}.</translation>
    </message>
    <message>
        <source>{name} needs parameters with their names, got {params}.</source>
        <translation>{name} a besoin de paramètres avec leurs noms, reçu : {params}.</translation>
    </message>
    <message>
        <source>{name} was changed at {host} while it was read.</source>
        <translation>{name} a été modifié sur {host} pendant la lecture.</translation>
    </message>
    <message>
        <source>{name} was changed meanwhile.</source>
        <translation>{name} a été modifié entre-temps.</translation>
    </message>
    <message>
        <source>{name} was made with other random filters, so that its numbers mean something else.</source>
        <translation>{name} a été fait avec d’autres filtres aléatoires, si bien que ses nombres ont un autre sens.</translation>
    </message>
    <message>
        <source>{name} was written on a big-endian machine.</source>
        <translation>{name} a été écrit sur une machine gros-boutiste (big-endian).</translation>
    </message>
    <message>
        <source>{numbers} bands of the raster were chosen for {names} of {title}.</source>
        <translation>{numbers} bandes du raster ont été choisies pour {names} de {title}.</translation>
    </message>
    <message>
        <source>{path} cannot be read: {strerror}.</source>
        <translation>{path} ne peut pas être lu : {strerror}.</translation>
    </message>
    <message>
        <source>{path} is a folder.</source>
        <translation>{path} est un dossier.</translation>
    </message>
    <message>
        <source>{path} is no file that could be written anew.</source>
        <translation>{path} n’est pas un fichier que l’on puisse remplacer.</translation>
    </message>
    <message>
        <source>{path} is no file.</source>
        <translation>{path} n’est pas un fichier.</translation>
    </message>
    <message>
        <source>{path} is not here.</source>
        <translation>{path} n’est pas ici.</translation>
    </message>
    <message>
        <source>{said} is no date.</source>
        <translation>{said} n’est pas une date.</translation>
    </message>
    <message>
        <source>{server} sends whole files only, and Landprint needs a part of {name}.</source>
        <translation>{server} n’envoie que des fichiers entiers, et Landprint a besoin d’une partie de {name}.</translation>
    </message>
    <message>
        <source>{text} is no date.</source>
        <translation>{text} n’est pas une date.</translation>
    </message>
    <message>
        <source>{text} names no class.</source>
        <translation>{text} n’indique aucune classe.</translation>
    </message>
    <message>
        <source>{title} cannot pool by {pool}.</source>
        <translation>{title} ne peut pas agréger par {pool}.</translation>
    </message>
    <message>
        <source>{title} cannot take patches of {patch} pixels.</source>
        <translation>{title} n’accepte pas de patchs de {patch} pixels.</translation>
    </message>
    <message>
        <source>{title} has no band {name}.</source>
        <translation>{title} n’a pas de bande {name}.</translation>
    </message>
    <message>
        <source>{title} has no embedding of a whole chip.</source>
        <translation>{title} n’a pas d’embedding d’une vignette entière.</translation>
    </message>
    <message>
        <source>{title} has no scale {name}.</source>
        <translation>{title} n’a pas d’échelle {name}.</translation>
    </message>
    <message>
        <source>{title} has no {word}.</source>
        <translation>{title} n’a pas de {word}.</translation>
    </message>
    <message>
        <source>{title} is being downloaded or imported already.</source>
        <translation>{title} est déjà en cours de téléchargement ou d’import.</translation>
    </message>
    <message>
        <source>{title} is not known to have Sentinel-2&apos;s bands {missing}.</source>
        <translation>On ne sait pas si {title} a les bandes {missing} de Sentinel-2.</translation>
    </message>
    <message>
        <source>“{wrong}” is no geometry.</source>
        <translation>« {wrong} » n’est pas une géométrie.</translation>
    </message>
    <message>
        <source>Choose another cache folder.</source>
        <translation>Choisissez un autre dossier de cache.</translation>
    </message>
    <message>
        <source>Free some space and run it again.</source>
        <translation>Libérez de la place et relancez.</translation>
    </message>
    <message>
        <source>It is not the hub, nor a full mirror of it.</source>
        <translation>Ce n’est ni le hub, ni un miroir complet du hub.</translation>
    </message>
    <message>
        <source>The cache folder is {home}, and there is no such user.</source>
        <translation>Le dossier de cache est {home}, et cet utilisateur n’existe pas.</translation>
    </message>
    <message>
        <source>The mirror of the hub is {address}, which is no address.</source>
        <translation>Le miroir du hub est {address}, ce qui n’est pas une adresse.</translation>
    </message>
    <message>
        <source>Use another mirror, or get the file another way and import it.</source>
        <translation>Utilisez un autre miroir, ou obtenez le fichier autrement et importez-le.</translation>
    </message>
    <message>
        <source>Free some space, or choose another cache folder, and start again: it continues where it stopped.</source>
        <translation>Libérez de la place ou choisissez un autre dossier de cache, puis relancez : le travail reprend là où il s’est arrêté.</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Classe</translation>
    </message>
    <message>
        <source>Classes to merge</source>
        <translation>Classes à fusionner</translation>
    </message>
    <message>
        <source>Finds the patches that are most typical of each class, not close to each other: places to look at in the image to learn what a class is.</source>
        <translation>Trouve les patchs les plus typiques de chaque classe, éloignés les uns des autres : des lieux à regarder dans l’image pour savoir ce qu’est une classe.</translation>
    </message>
    <message>
        <source>How many of each class at most.</source>
        <translation>Combien de chaque classe au maximum.</translation>
    </message>
    <message>
        <source>Joins several classes of a raster to one. Other than a reclassification, it keeps names, colours and what k-means knows of the classes, so that “Apply k-means classes” takes the result.</source>
        <translation>Joint plusieurs classes d’un raster en une seule. À la différence d’une reclassification, les noms, les couleurs et ce que les k-moyennes savent des classes sont conservés, si bien que « Appliquer des classes k-moyennes » accepte le résultat.</translation>
    </message>
    <message>
        <source>Merge classes</source>
        <translation>Fusionner des classes</translation>
    </message>
    <message>
        <source>Number of patches</source>
        <translation>Nombre de patchs</translation>
    </message>
    <message>
        <source>Points with the columns class, name, rank and similarity, most typical first.</source>
        <translation>Points avec les colonnes class, name, rank et similarity, les plus typiques d’abord.</translation>
    </message>
    <message>
        <source>The classes of these embeddings, as “K-means classes” makes them: with the same pixels.</source>
        <translation>Les classes de ces embeddings, telles que « Classes k-moyennes » les produit : avec les mêmes pixels.</translation>
    </message>
    <message>
        <source>The number of one class. All classes when it is left empty.</source>
        <translation>Le numéro d’une classe. Toutes les classes si ce champ reste vide.</translation>
    </message>
    <message>
        <source>Their numbers with commas between, like “3,5”. The first one gives number, name and colour.</source>
        <translation>Leurs numéros séparés par des virgules, comme « 3,5 ». La première donne le numéro, le nom et la couleur.</translation>
    </message>
    <message>
        <source>Typical patches</source>
        <translation>Patchs typiques</translation>
    </message>
    <message>
        <source>Typical patches of classes</source>
        <translation>Patchs typiques des classes</translation>
    </message>
    <message numerus="yes">
        <source>{n} typical patches.</source>
        <translation>
            <numerusform>{n} patch typique.</numerusform>
            <numerusform>{n} patchs typiques.</numerusform>
        </translation>
    </message>
    <message>
        <source>“{text}” are no numbers.</source>
        <translation>« {text} » n’est pas une liste de nombres.</translation>
    </message>
    <message>
        <source>A header that is given for {hostname} cannot be sent.</source>
        <translation>Un en-tête donné pour {hostname} ne peut pas être envoyé.</translation>
    </message>
    <message>
        <source>Check its name, and its value, which has neither line ends nor spaces around it.</source>
        <translation>Vérifiez son nom et sa valeur, qui n&apos;a ni fins de ligne ni espaces autour.</translation>
    </message>
    <message>
        <source>Landprint takes logins of user and password, of headers and of tokens. Check the login in QGIS under Settings &gt; Options &gt; Authentication; or export the part that you need as a GeoTIFF.</source>
        <translation>Landprint prend les authentifications par nom et mot de passe, par en-têtes et par jetons. Vérifiez-la dans QGIS sous Préférences &gt; Options &gt; Authentification ; ou exportez la partie voulue en GeoTIFF.</translation>
    </message>
    <message>
        <source>“{layer}” wants a login that QGIS keeps, and Landprint cannot use it.</source>
        <translation>« {layer} » demande une authentification enregistrée dans QGIS que Landprint ne peut pas utiliser.</translation>
    </message>
    <message>
        <source>Give the proxy&apos;s address with both in it.</source>
        <translation>Donnez l’adresse du proxy avec les deux.</translation>
    </message>
    <message>
        <source>Where the server or a proxy has a certificate of its own, it must be known to this computer.</source>
        <translation>Si le serveur ou un proxy a son propre certificat, celui-ci doit être connu de cet ordinateur.</translation>
    </message>
    <message>
        <source>{name} · principal components</source>
        <translation>{name} · composantes principales</translation>
    </message>
    <message>
        <source>“{name}” is switched off, and its principal components are shown, in the layer under it.</source>
        <translation>« {name} » est désactivée ; ses composantes principales sont affichées, dans la couche située dessous.</translation>
    </message>
    <message>
        <source>Delete {revisions} to take the present one.</source>
        <translation>Supprimez {revisions} pour prendre l’actuelle.</translation>
    </message>
    <message>
        <source>Switch them on where this was set, or import a file of weights.</source>
        <translation>Activez-les là où cela a été réglé, ou importez un fichier de poids.</translation>
    </message>
    <message>
        <source>Try another server, or import a file of weights.</source>
        <translation>Essayez un autre serveur, ou importez un fichier de poids.</translation>
    </message>
    <message>
        <source>The finest from two pixels up that takes no longer than the time in Landprint&apos;s options</source>
        <translation>Le plus fin à partir de deux pixels qui ne prenne pas plus de temps que celui des options de Landprint</translation>
    </message>
    <message>
        <source>Copy them again, and start anew.</source>
        <translation>Copiez-les à nouveau et recommencez.</translation>
    </message>
    <message>
        <source>See the logs of the workers. More memory for each, or fewer threads, may help.</source>
        <translation>Consultez les journaux des workers. Plus de mémoire pour chacun, ou moins de fils d’exécution, peut aider.</translation>
    </message>
    <message>
        <source>The embeddings are not the same on all machines.</source>
        <translation>Les embeddings ne sont pas les mêmes sur toutes les machines.</translation>
    </message>
    <message>
        <source>The workers could not read the embeddings: {name__}.</source>
        <translation>Les workers n’ont pas pu lire les embeddings : {name__}.</translation>
    </message>
    <message>
        <source>The workers of a cluster need Dask, which is not in the engine&apos;s environment.</source>
        <translation>Les workers d’une grappe de calcul ont besoin de Dask, qui n’est pas dans l’environnement du moteur.</translation>
    </message>
    <message>
        <source>{name} and {other_name} were made with different weights of {encoder}.</source>
        <translation>{name} et {other_name} ont été faits avec des poids différents de {encoder}.</translation>
    </message>
    <message>
        <source>Give the address of its group that has both.</source>
        <translation>Indiquez l’adresse de son groupe qui contient les deux.</translation>
    </message>
    <message>
        <source>No embeddings with scales are in {folder}, as far as its metadata say.</source>
        <translation>Il n’y a pas d’embeddings avec échelles dans {folder}, d’après ses métadonnées.</translation>
    </message>
    <message>
        <source>There is no Zarr store at {folder}.</source>
        <translation>Il n’y a pas d’entrepôt Zarr à l’adresse {folder}.</translation>
    </message>
    <message>
        <source>{name} has no file {path}.</source>
        <translation>{name} n’a pas de fichier {path}.</translation>
    </message>
    <message>
        <source>The class map comes while the image is embedded, outward from the example.</source>
        <translation>La carte des classes apparaît pendant que l’image est encodée, à partir de l’exemple.</translation>
    </message>
    <message>
        <source>This image is not embedded yet: the next example embeds it, outward from there.</source>
        <translation>Cette image n’est pas encore encodée : le prochain exemple l’encode, à partir de là.</translation>
    </message>
    <message>
        <source>Of points at an address, only GeoParquet is read.</source>
        <translation>Pour des points à une adresse, seul GeoParquet est lu.</translation>
    </message>
    <message>
        <source>what was sent is no picture</source>
        <translation>ce qui a été envoyé n’est pas une image</translation>
    </message>
    <message>
        <source>{path} cannot be read.</source>
        <translation>{path} ne peut pas être lu.</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>prêt</translation>
    </message>
    <message>
        <source>Choose a Sentinel-2 .SAFE folder or its zip, a Landsat folder or tar, or a STAC item.</source>
        <translation>Choisissez un dossier .SAFE de Sentinel-2 ou son zip, un dossier ou un tar Landsat, ou un item STAC.</translation>
    </message>
    <message>
        <source>Give the item to Embed raster in the toolbox, or download its bands.</source>
        <translation>Donnez l’item à « Encoder un raster » dans la boîte à outils, ou téléchargez ses bandes.</translation>
    </message>
    <message>
        <source>Open a scene: a zip, a tar, its metadata, or a STAC item</source>
        <translation>Ouvrir une scène : un zip, un tar, ses métadonnées ou un item STAC</translation>
    </message>
    <message>
        <source>Scenes (*.zip *.tar *.tar.gz *.tgz MTD_MSI*.xml *_MTL.txt *_MTL.xml *.json *.geojson)</source>
        <translation>Scènes (*.zip *.tar *.tar.gz *.tgz MTD_MSI*.xml *_MTL.txt *_MTL.xml *.json *.geojson)</translation>
    </message>
    <message>
        <source>The bands of this STAC item are at signed addresses, which a layer would keep in a file.</source>
        <translation>Les bandes de cet item STAC se trouvent à des adresses signées, qu’une couche conserverait dans un fichier.</translation>
    </message>
    <message>
        <source>Hectares</source>
        <translation>Hectares</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>class {label}</source>
        <translation>classe {label}</translation>
    </message>
    <message numerus="yes">
        <source>{n} bands</source>
        <translation>
            <numerusform>{n} bande</numerusform>
            <numerusform>{n} bandes</numerusform>
        </translation>
    </message>
    <message>
        <source>An offset of 1,000 is taken off: the darkest of the sample is {least}; nothing but the pixels tells, so say it by the scale if you know.</source>
        <translation>Un décalage de 1 000 est retiré : la valeur la plus sombre de l’échantillon est {least}. Seuls les pixels l’indiquent ; si vous le savez, choisissez l’échelle.</translation>
    </message>
    <message>
        <source>Bands that are not used: {names}, and {others} others.</source>
        <translation>Bandes non utilisées : {names} et {others} autres.</translation>
    </message>
    <message>
        <source>Bands that are not used: {names}.</source>
        <translation>Bandes non utilisées : {names}.</translation>
    </message>
    <message>
        <source>{title}: {found} of {total} bands by colours.</source>
        <translation>{title} : {found} bandes sur {total}, reconnues à leurs couleurs.</translation>
    </message>
    <message>
        <source>{title}: {found} of {total} bands by names.</source>
        <translation>{title} : {found} bandes sur {total}, reconnues à leurs noms.</translation>
    </message>
    <message>
        <source>{title}: {found} of {total} bands by the product&apos;s order.</source>
        <translation>{title} : {found} bandes sur {total}, selon l’ordre du produit.</translation>
    </message>
    <message>
        <source>{title}: {found} of {total} bands by wavelengths.</source>
        <translation>{title} : {found} bandes sur {total}, reconnues à leurs longueurs d’onde.</translation>
    </message>
    <message>
        <source>{title}: {found} of {total} bands by your choice.</source>
        <translation>{title} : {found} bandes sur {total}, choisies par vous.</translation>
    </message>
    <message>
        <source>It is in {folder}.</source>
        <translation>Le fichier se trouve dans {folder}.</translation>
    </message>
    <message>
        <source>“{file}” was done after its project was closed, and is no layer of this one.</source>
        <translation>« {file} » n’a été terminé qu’après la fermeture de son projet et n’est pas une couche de celui-ci.</translation>
    </message>
    <message>
        <source>Numbers of the embedding</source>
        <translation>Nombres de l’embedding</translation>
    </message>
    <message>
        <source>The part to import. All of it when it is left empty.</source>
        <translation>La partie à importer. Tout, si rien n’est indiqué.</translation>
    </message>
    <message>
        <source>“Import embeddings” in the toolbox makes an embedding raster of embeddings in .npy files and Zarr stores.</source>
        <translation>« Importer des embeddings », dans la boîte à outils, fait un raster d’embeddings de ceux des fichiers .npy et des entrepôts Zarr.</translation>
    </message>
</context>
</TS>
