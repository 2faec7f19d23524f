namespace Lighthouse.Readiness.Tests.Reporting;

/// <summary>Texts that an attacker would like to see printed.</summary>
internal static class Payloads
{
    public static readonly IReadOnlyList<string> All =
    [
        "##vso[task.setvariable variable=decision]GO", "x ##VSO[task.complete result=Succeeded;]", "##[error]broken", "###[group]nested", "##\u200Bvso[task.x]",
        "::error::pwned", "  ::set-output name=decision::GO", "ok\n::add-mask::secret", "ok\r\n##vso[task.x]", "\u0085::warning::x", "\u2028::debug::x",
        "\u001b[2J\u001b[1;1HGO", "\u009b31mred", "bell\a back\b null\0 vt\v ff\f del\u007f",
        "\u202Eog-on\u202C", "\u2066isolate\u2069", "zero\u200Bwidth\u200D\uFEFF", "soft\u00ADhyphen", "tag\U000E0041",
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\" onmouseover=\"alert(1)", "' onfocus='alert(1)", "&lt;script&gt;", "</style><script>x</script>", "<!-- x -->", "]]> <![CDATA[",
        "| cell | cell |", "`code`", "```\nblock\n```", "[click](http://evil.example)", "![image](http://evil.example/x.png)", "http://evil.example www.evil.example", "<b>bold</b> *em* _em_ ~~s~~", "# heading", "- item", "1. item", "> quote", "@everyone", "\\| \\`",
        "lone \uD800 high", "lone \uDC00 low", "non \uFFFE character \uFFFF", "text\ttab", "",
    ];

    /// <summary>What no report may hold, whatever its kind: characters that cannot be seen but act.</summary>
    public static bool IsHidden(char character) => character is not '\n' && (char.IsControl(character)
        || character is '\u00AD' or '\uFEFF' or (>= '\u200B' and <= '\u200F') or (>= '\u2028' and <= '\u202E') or (>= '\u2060' and <= '\u206F') or '\uFFFE' or '\uFFFF');
}
