namespace Lighthouse.Security.Penetration.Fuzzing;

/// <summary>Texts with a few characters exchanged, doubled or lost.</summary>
internal static class Disturbed
{
    private const string JsonLetters = "\"\\{}[]:,.-+eE019truefalsn /u\uFFFD";
    private const string QueryLetters = "%&=+;/.?#09afAF-_~";

    public static string Json(string text, Random random) => Change(text, JsonLetters, random);

    public static string Query(string text, Random random) => Change(text, QueryLetters, random);

    private static string Change(string text, string letters, Random random)
    {
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(text.Length + 1);
            var letter = letters[random.Next(letters.Length)];
            text = random.Next(3) switch
            {
                0 => text.Insert(at, letter.ToString()),
                1 when at < text.Length => text.Remove(at, 1),
                _ when at < text.Length => $"{text[..at]}{letter}{text[(at + 1)..]}",
                _ => text + letter,
            };
        }

        return text;
    }
}
