using System.Text.Json.Nodes;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.State;
using Lighthouse.Bridge.Tests.Running;
using Lighthouse.Bridge.Validation;
using Lighthouse.Bridge.Validation.Caching;

namespace Lighthouse.Bridge.Tests.Validation;

public sealed class VerdictCacheTests
{
    private const string Policy =
        """
        {
          "format": 1,
          "tools": {"shell": {"names": ["bash", "sh"], "fields": {"command": "command", "cwd": "folder"}}, "read": {"names": ["read"], "fields": {"file_path": "path"}}},
          "rules": [
            {"id": "prod", "decision": "blocked", "risk": "high", "reasoning": "No.", "match": {"tools": ["shell"], "metadata": {"stage": ["prod*"], "who": ["x"]}}},
            {"id": "all", "decision": "approved", "risk": "low", "reasoning": "Yes.", "match": {"tools": ["shell"], "programs": ["*"], "paths": ["**"], "options": ".*"}}
          ]
        }
        """;

    private static readonly Verdict Yes = new(Decision.Approved, ValidationLayer.Policy, "Yes.");

    [Fact]
    public void What_was_not_asked_for_longest_goes_first()
    {
        var cache = Cache(entries: 2, bytes: 1_000_000, out _);
        var (a, b, c) = (Key("a"), Key("b"), Key("c"));
        cache.Keep(a, Yes, null);
        cache.Keep(b, Yes, null);
        Assert.NotNull(cache.Find(a));
        cache.Keep(c, Yes, null);
        Assert.NotNull(cache.Find(a));
        Assert.Null(cache.Find(b));
        Assert.NotNull(cache.Find(c));
        Assert.Equal((2, 1L), (cache.Measure().Entries, cache.Measure().Evicted));
    }

    [Fact]
    public void Neither_number_nor_size_grows_without_end()
    {
        var cache = Cache(entries: 1_000, bytes: 50_000, out _);
        for (var i = 0; i < 5_000; i++)
        {
            cache.Keep(Key($"{i}"), Yes with { Reasoning = new string('x', i % 700) }, null);
            Assert.InRange(cache.Measure().Bytes, 0, 50_000);
            Assert.InRange(cache.Measure().Entries, 0, 1_000);
        }

        Assert.True(cache.Measure().Entries > 5);
        cache.Keep(Key("large"), Yes with { Reasoning = new string('x', 100_000) }, null);
        Assert.Null(cache.Find(Key("large")));
        cache.Clear();
        Assert.Equal((0, 0L), (cache.Measure().Entries, cache.Measure().Bytes));
    }

    [Fact]
    public void A_verdict_with_a_life_ends_with_it()
    {
        var cache = Cache(entries: 10, bytes: 100_000, out var time);
        cache.Keep(Key("a"), Yes, TimeSpan.FromSeconds(10));
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.NotNull(cache.Find(Key("a")));
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(cache.Find(Key("a")));
        Assert.Equal(0, cache.Measure().Entries);
    }

    /// <summary>Changes one thing of random requests that a rule could read: the old verdict must not be found.</summary>
    [Fact]
    public void No_change_of_anything_that_a_rule_reads_finds_an_old_verdict()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var judge = new Judge(Policy);
        for (var round = 0; round < 2_000; round++)
        {
            var request = RandomRequest(random);
            var cache = Cache(entries: 10, bytes: 1_000_000, out _);
            cache.Keep(judge.Understand(request).Key, Yes, null);
            Assert.NotNull(cache.Find(judge.Understand(Same(request)).Key));
            foreach (var (what, changed) in Changes(request, random))
                Assert.True(cache.Find(judge.Understand(changed).Key) is null, $"seed {seed}, round {round}: {what}");
            Assert.Null(cache.Find(new Judge(Policy + " ").Understand(request).Key));
            Assert.Null(cache.Find(new Judge(Policy, project: "/srv/app").Understand(request).Key));
            Assert.Null(cache.Find(new Judge(Policy, home: "/srv/me").Understand(request).Key));
        }
    }

    [Fact]
    public void Metadata_that_no_rule_reads_does_not_matter()
    {
        var judge = new Judge(Policy);
        var first = judge.Understand(Judge.Request("bash", new { command = "ls" }, metadata: new { stage = "test", request_id = 1 }));
        var second = judge.Understand(Judge.Request("bash", new { command = "ls" }, metadata: new { stage = "test", request_id = 2 }));
        Assert.Equal(first.Key, second.Key);
    }

    [Fact]
    public void A_link_that_leads_elsewhere_now_is_another_request()
    {
        using var folder = new TemporaryFolder();
        var judge = new Judge(project: folder.Path);
        var link = Path.Combine(folder.Path, "notes.txt");
        File.WriteAllText(Path.Combine(folder.Path, "a.txt"), "");
        File.CreateSymbolicLink(link, "a.txt");
        var request = Judge.Request("read", new { file_path = "notes.txt" });
        var before = judge.Understand(request).Key;
        Assert.Equal(Decision.Approved, judge.Decide(request).Decision);
        File.Delete(link);
        File.CreateSymbolicLink(link, "/etc/passwd");
        Assert.NotEqual(before, judge.Understand(request).Key);
        Assert.Equal(Decision.Blocked, judge.Decide(request).Decision);
    }

    private static IEnumerable<(string What, ValidationRequest Changed)> Changes(ValidationRequest request, Random random)
    {
        yield return ("tool", request with { ToolName = request.ToolName == "bash" ? "sh" : "bash" });
        yield return ("agent", request with { Caller = request.Caller with { AgentId = request.Caller.AgentId + "x" } });
        yield return ("role", request with { Caller = request.Caller with { Role = (Role)(((int)request.Caller.Role + 1 + random.Next(4)) % 5) } });
        foreach (var name in new[] { "stage", "who" })
        {
            var metadata = JsonNode.Parse(request.Metadata!.Value.GetRawText())!.AsObject();
            metadata[name] = metadata[name] is { } value ? value.GetValue<string>() + "x" : "";
            yield return (name, request with { Metadata = Element(metadata) });
        }

        var input = JsonNode.Parse(request.ToolInput.GetRawText())!.AsObject();
        foreach (var field in input.Select(pair => pair.Key).ToList())
        {
            var other = JsonNode.Parse(request.ToolInput.GetRawText())!.AsObject();
            var text = other[field]!.GetValue<string>();
            var at = random.Next(text.Length);
            other[field] = text[..at] + (text[at] == 'q' ? 'r' : 'q') + text[(at + 1)..];
            yield return (field, request with { ToolInput = Element(other) });
        }

        var more = JsonNode.Parse(request.ToolInput.GetRawText())!.AsObject();
        more["more"] = 1;
        yield return ("a field more", request with { ToolInput = Element(more) });
    }

    /// <summary>The same request, written in another order.</summary>
    private static ValidationRequest Same(ValidationRequest request) =>
        request with { ToolInput = Element(new JsonObject(JsonNode.Parse(request.ToolInput.GetRawText())!.AsObject().Reverse().Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())))) };

    private static ValidationRequest RandomRequest(Random random)
    {
        var input = new JsonObject { ["command"] = Word(random) + " " + Word(random), ["cwd"] = Word(random) };
        var metadata = new JsonObject { ["other"] = Word(random) };
        if (random.Next(2) == 0) metadata["stage"] = Word(random);
        return new(
            random.Next(2) == 0 ? "bash" : "sh", Element(input), new Caller(Word(random), (Role)random.Next(5), "session"), Element(metadata));
    }

    private static string Word(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => (char)('a' + random.Next(26))));

    private static System.Text.Json.JsonElement Element(JsonNode node) => System.Text.Json.JsonElement.Parse(node.ToJsonString());

    private static VerdictKey Key(string tool) => new(tool, "", "", "", "", "", "", "");

    private static VerdictCache Cache(int entries, long bytes, out ManualTime time)
    {
        time = new ManualTime();
        return new(Judge.Options(new() { CacheEntries = entries, CacheBytes = bytes }), new BridgeClock(time));
    }
}
