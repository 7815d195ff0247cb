<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>Landprint</name>
    <message>
        <source>Landprint: what else looks like this place?</source>
        <translation>Landprint : quoi d’autre ressemble à ce lieu ?</translation>
    </message>
</context>
</TS>
