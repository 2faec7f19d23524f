using System.Text;
using System.Text.Json;
using Lighthouse.Bridge.Client;
using ServersJson = Lighthouse.Bridge.Elicitations.CanonicalJson;

namespace Lighthouse.Bridge.Tests.Elicitations;

/// <summary>The client and the bridge each write the signed form by themselves; they must agree, with each other and with the description.</summary>
public sealed class CanonicalJsonTests
{
    [Theory]
    // What Python's json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False) writes.
    [InlineData("{\"b\": 1, \"a\": [true, null, {}], \"aa\": []}", "{\"a\":[true,null,{}],\"aa\":[],\"b\":1}")]
    [InlineData("\"\\u00e4\\u20ac\\ud83d\\ude00\\u0001\\n\\/\\\"\\\\\\u007f\"", "\"ä€😀\\u0001\\n/\\\"\\\\\u007f\"")]
    [InlineData("{\"\\uffff\": 1, \"\\ud83d\\ude00\": 2}", "{\"\uffff\":1,\"😀\":2}")]
    [InlineData("[1.50, 1E5, -0]", "[1.50,1E5,-0]")]
    [InlineData("null", "null")]
    public void It_is_written_as_described(string json, string expected)
    {
        var value = JsonElement.Parse(json);
        Assert.Equal("{\"v\":" + expected + "}", ByServer(value));
        Assert.Equal(expected, ByClient(value));
    }

    [Fact]
    public void Both_sides_write_random_values_alike()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var round = 0; round < 2_000; round++)
        {
            var value = JsonElement.Parse(Value(random, 0));
            Assert.Equal($"{seed}/{round}: {{\"v\":{ByClient(value)}}}", $"{seed}/{round}: {ByServer(value)}");
        }
    }

    private static string ByClient(JsonElement value)
    {
        var text = new StringBuilder();
        CanonicalJson.Append(text, value);
        return text.ToString();
    }

    private static string ByServer(JsonElement value)
    {
        using var canonical = new ServersJson();
        canonical.Begin();
        canonical.Field("v", value);
        return Encoding.UTF8.GetString(canonical.End());
    }

    private static string Value(Random random, int depth) => random.Next(depth > 4 ? 4 : 6) switch
    {
        0 => "null",
        1 => random.NextDouble().ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        2 => "false",
        3 => Text(random),
        4 => "[" + string.Join(",", Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth + 1))) + "]",
        _ => "{" + string.Join(",", Enumerable.Range(0, random.Next(4)).Select(i => Text(random)[..^1] + i + "\":" + Value(random, depth + 1))) + "}",
    };

    private static string Text(Random random) =>
        JsonSerializer.Serialize(string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => new Rune(random.Next(2) == 0 ? random.Next(0, 0x80) : random.Next(0xe000, 0x11000)).ToString())));
}
