package org.vigie.web;

import java.util.List;

/**
 * Texts that try to be more than text. Each that runs calls {@link #CALL}, and each that becomes markup leaves an element or an
 * attribute that no page of ours has. Of our own making, by the kinds of places where text can end up.
 */
final class NaughtyTexts {
    /** A function that a browser under test counts. */
    static final String CALL = "vigieCanary()";

    /** An element that no page has. */
    static final String ELEMENT = "x-canary";

    static final List<String> ALL = List.of(
            "<script>" + CALL + "</script>",
            "\"><script>" + CALL + "</script><" + ELEMENT + ">",
            "'><" + ELEMENT + " onmouseover=" + CALL + ">",
            "</textarea><" + ELEMENT + "><img src=x onerror=" + CALL + ">",
            "</title><" + ELEMENT + "><svg onload=" + CALL + ">",
            "</option></select><" + ELEMENT + ">",
            "--><" + ELEMENT + "><!--",
            "]]><" + ELEMENT + ">",
            "<img src=x onerror=" + CALL + ">",
            "<IMG SRC=x OnErRoR='" + CALL + "'>",
            "<img/src=x\u000conerror=" + CALL + ">",
            "<svg><animate onbegin=" + CALL + " attributeName=x dur=1s>",
            "<svg><script href=data:," + CALL + " /></svg>",
            "<math><mtext></form><form><mglyph><style></math><img src onerror=" + CALL + ">",
            "<details open ontoggle=" + CALL + "><" + ELEMENT + ">",
            "<body onpageshow=" + CALL + ">",
            "<iframe srcdoc='<script>parent." + CALL + "</script>'>",
            "<object data='javascript:" + CALL + "'>",
            "<base href='//outside.example/'>",
            "<meta http-equiv=refresh content='0;url=javascript:" + CALL + "'>",
            "<link rel=stylesheet href=//outside.example/x.css>",
            "<style>@import '//outside.example/x.css'</style>",
            "<form action=//outside.example><" + ELEMENT + ">",
            "<template><" + ELEMENT + "></template>",
            "javascript:" + CALL,
            "java\tscript:" + CALL,
            "&#106;avascript:" + CALL,
            "data:text/html,<script>" + CALL + "</script>",
            "\" autofocus onfocus=\"" + CALL,
            "' autofocus onfocus='" + CALL,
            "` onfocus=`" + CALL,
            "\" style=\"background:url(//outside.example/)\" x=\"",
            "&lt;script&gt;" + CALL + "&lt;/script&gt;",
            "&amp;lt;" + ELEMENT + "&amp;gt;",
            "%3Cscript%3E" + CALL + "%3C/script%3E",
            "\\u003cscript\\u003e" + CALL,
            "${T(java.lang.Runtime).getRuntime()}",
            "__${7919*7907}__::.x",
            "[[${7919*7907}]] [(${7919*7907})] #{web.home}",
            "{{7919*7907}} <%= 7919*7907 %> #{7919*7907} *{7919*7907} @{7919*7907}",
            "{0} {1} ''{0}'' %s %n",
            "\u202Egpj.exe\u202C invoice \u2066\u2067\u2069",
            "pay\u200Bpal \u200C\u200D\u2060\uFEFF\u00AD\u115F",
            "\u05D0\u05D1 12 \u200F/\u200E 34 \u061C",
            "a\u0001b\u0008c\u007Fd\u0085e\u2028f\u2029g",
            "Z\u0335\u0321\u0327a\u0334\u0321l\u0335g\u0336o\u0337".repeat(20),
            "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 \uD83C\uDFF4\uDB40\uDC67\uDB40\uDC7F",
            "=1+1", // a formula
            "@SUM(1)+cmd|' /C calc'!A0",
            "'; drop table item; --",
            "../../../../etc/passwd\u0000.png",
            "hx-get=/people hx-trigger=load <div hx-get=/people hx-trigger=load><" + ELEMENT + "></div>",
            "<a href=//outside.example ping=//outside.example><" + ELEMENT + "></a>",
            "x".repeat(9_000) + "<" + ELEMENT + ">");

    private NaughtyTexts() {}
}
