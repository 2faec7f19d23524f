using System.Globalization;
using System.Text;

namespace Lighthouse.Bridge.Tests.Validation;

/// <summary>Spells one path in many ways that mean the same.</summary>
internal static class PathSpellings
{
    private static readonly Dictionary<char, string> Alike = new() { ['a'] = "аａ", ['c'] = "сｃ", ['e'] = "еｅ", ['o'] = "оο", ['p'] = "рｐ", ['s'] = "ѕｓ", ['d'] = "ԁｄ", ['w'] = "ԝ", ['/'] = "∕⁄／" };

    /// <summary>A spelling for a tool's path field.</summary>
    public static string OfField(string path, Random random)
    {
        var spelled = new StringBuilder();
        foreach (var name in path.Split('/').Skip(1))
        {
            spelled.Append(Slashes(random));
            foreach (var c in name) spelled.Append(OfFieldCharacter(c, random));
        }

        var text = spelled.ToString();
        if (random.Next(4) == 0) text = "src/../../../.." + text;
        if (random.Next(8) == 0) text = "file://" + text;
        if (random.Next(8) == 0) text += "\0.txt";
        if (random.Next(8) == 0) text += "/.";
        return text;
    }

    /// <summary>A spelling as a word of a shell.</summary>
    public static string OfWord(string path, Random random)
    {
        var word = new StringBuilder();
        foreach (var name in path.Split('/').Skip(1))
        {
            word.Append(random.Next(3) switch { 0 => "//", 1 => "/./", _ => random.Next(4) == 0 ? "/x/../" : "/" });
            for (var i = 0; i < name.Length; i++) word.Append(OfShellCharacter(name[i], i, random));
        }

        var text = word.ToString();
        return random.Next(6) switch
        {
            0 => "../../../../.." + text,
            1 => "$EMPTY_THING" + text,
            _ => text,
        };
    }

    /// <summary>A script that reads the path.</summary>
    public static string OfScript(string path, Random random)
    {
        var word = OfWord(path, random);
        var (folder, name) = (path[..path.LastIndexOf('/')], path[(path.LastIndexOf('/') + 1)..]);
        var command = random.Next(9) switch
        {
            0 => $"cat {word}",
            1 => $"c''at < {word}",
            2 => $"cd {folder} && cat {name}",
            3 => $"D={folder}; cat $D/{name}",
            4 => $"echo x; (head -n1 {word})",
            5 => $"cat a.txt {word} | wc -l",
            6 => $"bash -c 'cat {path}'",
            7 => $"cat {{a.txt,{path}}}",
            _ => $"true && \\cat -- {word}",
        };
        return random.Next(5) switch { 0 => $"eval \"cat {path}\"", 1 => $"if true; then {command}; fi", 2 when command.StartsWith("cat ", StringComparison.Ordinal) => $"env A=1 {command}", 3 => $"echo $({command})", _ => command };
    }

    private static string Slashes(Random random) => random.Next(7) switch
    {
        0 => "//", 1 => "/./", 2 => "/x/../", 3 => "\\", 4 => "%2f", 5 => "%252F", _ => "/",
    };

    private static string OfFieldCharacter(char c, Random random) => random.Next(14) switch
    {
        0 => string.Create(CultureInfo.InvariantCulture, $"%{(int)c:x2}"),
        1 => string.Create(CultureInfo.InvariantCulture, $"%25{(int)c:X2}"),
        2 => char.ToUpperInvariant(c).ToString(),
        3 => c + "\u200b",
        4 => c + "\u0301",
        5 => "\u0007" + c,
        6 when Alike.TryGetValue(c, out var alike) => alike[random.Next(alike.Length)].ToString(),
        _ => c.ToString(),
    };

    private static string OfShellCharacter(char c, int index, Random random) => random.Next(18) switch
    {
        0 => $"'{c}'",
        1 => $"\"{c}\"",
        2 => $"\\{c}",
        3 => $"''{c}",
        4 => $"{c}$@",
        5 => string.Create(CultureInfo.InvariantCulture, $"$'\\x{(int)c:x2}'"),
        6 => string.Create(CultureInfo.InvariantCulture, $"$'\\{Convert.ToString(c, 8)}'"),
        7 when index > 0 => "?",
        8 when index > 0 => $"[{c}-{c}]",
        9 => $"{c}\\\n",
        10 => $"{c}\"\"",
        11 => $"{c}${{NOTHING_HERE}}",
        _ => c.ToString(),
    };
}
