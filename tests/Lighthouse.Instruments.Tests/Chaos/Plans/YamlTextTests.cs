using System.Text;
using System.Text.Json.Nodes;
using Lighthouse.Chaos;
using Lighthouse.Chaos.Plans;

namespace Lighthouse.Instruments.Tests.Chaos.Plans;

/// <summary>The part of YAML that experiments are written in.</summary>
public sealed class YamlTextTests
{
    private const string Letters = "ab Z9_-.:#'\"\\/[]{},&*!|>%@`~?=\u00e9\u4e16\n\t";

    [Fact]
    public void Mappings_sequences_and_values_are_read()
    {
        const string text = """
            ---
            # A comment
            title: The bridge's health   # another
            "quoted: key": 'it''s'
            numbers: [4, 9]
            empty:
            list:
            - one
            - name: two
              more: { "a": true }
            -
              - 1.5
              - "#no comment"
            """;
        var expected = JsonNode.Parse("""
            { "title": "The bridge's health", "quoted: key": "it's", "numbers": [4, 9], "empty": null,
              "list": ["one", { "name": "two", "more": { "a": true } }, [1.5, "#no comment"]] }
            """);
        Assert.True(JsonNode.DeepEquals(expected, YamlText.Read(text)), YamlText.Read(text)?.ToJsonString());
    }

    [Theory]
    [InlineData("", "LHC5321")]
    [InlineData("a: 1\na: 2", "LHC5325")]
    [InlineData("a:\n\tb: 1", "LHC5303")]
    [InlineData("a: &anchor 1", "LHC5311")]
    [InlineData("a: *alias", "LHC5311")]
    [InlineData("a: |\n  text", "LHC5311")]
    [InlineData("a: b: c", "LHC5312")]
    [InlineData("a: 'open", "LHC5313")]
    [InlineData("a: \"open", "LHC5314")]
    [InlineData("a: [1, two]", "LHC5314")]
    [InlineData("a: {\"b\": 1, \"b\": 2}", "LHC5314")]
    [InlineData("a: yes", "LHC5315")]
    [InlineData("a: True", "LHC5315")]
    [InlineData("a: 1\n  b: 2", "LHC5322")]
    [InlineData("a: 1\nb", "LHC5324")]
    [InlineData("1: a", "LHC5326")]
    public void What_is_not_read_here_is_refused_with_its_code(string text, string code) =>
        Assert.StartsWith(code, Assert.Throws<ChaosException>(() => YamlText.Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Depth_and_length_are_bounded()
    {
        var deep = string.Join('\n', Enumerable.Range(0, 100).Select(depth => new string(' ', depth) + "a:"));
        Assert.StartsWith("LHC5323", Assert.Throws<ChaosException>(() => YamlText.Read(deep)).Message, StringComparison.Ordinal);
        Assert.StartsWith("LHC5301", Assert.Throws<ChaosException>(() => YamlText.Read(new string('a', 300_000))).Message, StringComparison.Ordinal);
        Assert.StartsWith("LHC5302", Assert.Throws<ChaosException>(() => YamlText.Read(new string('\n', 20_000))).Message, StringComparison.Ordinal);
    }

    /// <summary>Whatever can be said in JSON is the same after it was written as YAML and read again.</summary>
    [Fact]
    public void What_was_written_is_read_as_it_was()
    {
        for (var seed = 0; seed < 5_000; seed++)
        {
            var value = Value(new Random(seed), depth: 0);
            var text = YamlText.Write(value);
            Assert.True(JsonNode.DeepEquals(value, YamlText.Read(text)), $"seed {seed}: {value?.ToJsonString()}{Environment.NewLine}{text}");
        }
    }

    /// <summary>Whatever is thrown at it, it reads it or refuses it with a code, and never breaks otherwise.</summary>
    [Fact]
    public void Every_text_is_read_or_refused()
    {
        var (read, refused) = (0, 0);
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var text = seed % 2 == 0 ? Noise(random) : Mutated(random, YamlText.Write(Value(random, depth: 0)));
            try
            {
                var value = YamlText.Read(text);
                Assert.True(JsonNode.DeepEquals(value, YamlText.Read(YamlText.Write(value))), $"seed {seed}: {text}");
                read++;
            }
            catch (ChaosException problem)
            {
                Assert.Matches("^LHC53[0-9]{2}: ", problem.Message);
                refused++;
            }
        }

        Assert.True(Math.Min(read, refused) > 1_000, $"{read} read, {refused} refused");
    }

    private static JsonNode? Value(Random random, int depth) => random.Next(depth > 4 ? 6 : 8) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => random.Next(-1000, 1000),
        3 => random.Next(-1_000_000, 1_000_000) / 1000.0,
        4 or 5 => Text(random),
        6 => new JsonArray([.. Enumerable.Range(0, random.Next(5)).Select(_ => Value(random, depth + 1))]),
        _ => new JsonObject(Enumerable.Range(0, random.Next(5)).Select(_ => Text(random)).Distinct().Select(key => KeyValuePair.Create(key, Value(random, depth + 1)))),
    };

    private static string Text(Random random) => random.Next(4) switch
    {
        0 => new[] { "true", "null", "yes", "1", "-", "- a", "a: b", "~", "1e5", "", " lead", "trail ", "steady-state-hypothesis" }[random.Next(13)],
        1 => $"word {random.Next(100)}",
        _ => Noise(random),
    };

    private static string Noise(Random random) => string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Letters[random.Next(Letters.Length)]));

    private static string Mutated(Random random, string text)
    {
        var mutated = new StringBuilder(text);
        for (var change = random.Next(1, 4); change > 0 && mutated.Length > 0; change--)
        {
            var at = random.Next(mutated.Length);
            if (random.Next(2) == 0)
                mutated.Remove(at, 1);
            else
                mutated.Insert(at, Letters[random.Next(Letters.Length)]);
        }

        return mutated.ToString();
    }
}
