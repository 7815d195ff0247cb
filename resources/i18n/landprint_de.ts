<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Landprint</name>
    <message>
        <source>Landprint: what else looks like this place?</source>
        <translation>Landprint: Was sieht noch so aus wie dieser Ort?</translation>
    </message>
</context>
</TS>
