using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

/// <summary>Storing, querying and waiting for events.</summary>
public abstract class EventContract(RunningBridge bridge) : ContractTests(bridge)
{
    [Fact]
    [Covers("POST /event/store", 200)]
    [Covers("GET /event/query", 200)]
    public async Task What_is_stored_is_read_back_with_the_promised_members()
    {
        await using var session = await Bridge.NewSessionAsync();
        var stored = await ExpectAsync(200, Post(session, "/event/store", new
        {
            event_type = "note", aggregate_id = "a-1", aggregate_type = "thing", agent_id = session.AgentId, data = new { n = 1.50, s = "\u00e4" }, metadata = new { hidden = true },
        }));
        AssertShape(stored, ("event_id", JsonValueKind.Object), ("status", JsonValueKind.String), ("message", JsonValueKind.String), ("sequence", JsonValueKind.Number));
        AssertShape(stored.GetProperty("event_id"), ("timestamp_ns", JsonValueKind.Number), ("sequence", JsonValueKind.Number), ("node_id", JsonValueKind.String));

        var query = await ExpectAsync(200, Get(session, $"/event/query?agent_id={session.AgentId}&event_type=note"));
        Assert.Equal(1, query.GetProperty("count").GetInt32());
        var e = query.GetProperty("events")[0];
        AssertShape(
            e, ("event_id", JsonValueKind.Object), ("event_type", JsonValueKind.String), ("aggregate_id", JsonValueKind.String), ("aggregate_type", JsonValueKind.String),
            ("timestamp", JsonValueKind.Number), ("data", JsonValueKind.Object), ("source_agent", JsonValueKind.String), ("source_component", JsonValueKind.String), ("sequence", JsonValueKind.Number));
        Assert.Equal("{\"n\":1.5,\"s\":\"ä\"}", JsonSerializer.Serialize(e.GetProperty("data"), new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal(("a-1", "thing", session.AgentId), (e.GetProperty("aggregate_id").GetString(), e.GetProperty("aggregate_type").GetString(), e.GetProperty("source_agent").GetString()));
        Assert.Equal(stored.GetProperty("sequence").GetInt64(), e.GetProperty("sequence").GetInt64());
        Assert.False(e.TryGetProperty("metadata", out _));
    }

    [Fact]
    [Covers("POST /event/store", 200)]
    [Covers("GET /event/query", 200)]
    public async Task Concurrent_stores_make_one_sequence_without_gaps()
    {
        await using var session = await Bridge.NewSessionAsync("system_agent");
        var replies = await Task.WhenAll(Enumerable.Range(0, 60).Select(n => ExpectAsync(200, Post(session, "/event/store", new { event_type = "many", data = new { n } }))));
        Assert.Equal(60, replies.Select(reply => reply.GetProperty("sequence").GetInt64()).Distinct().Count());
        var all = new List<long>();
        for (var more = true; more;)
        {
            var page = await ExpectAsync(200, Get(Bridge.Admin, $"/event/query?limit=1000&after_sequence={(all.Count == 0 ? 0 : all[^1])}"));
            var sequences = page.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("sequence").GetInt64()).ToList();
            all.AddRange(sequences);
            more = sequences.Count > 0;
        }

        Assert.Equal(Enumerable.Range(1, all.Count).Select(n => (long)n), all);
    }

    [Fact]
    [Covers("POST /event/store_batch", 200, 403, 413, 422)]
    public async Task A_batch_is_stored_next_to_each_other_or_not_at_all()
    {
        await using var session = await Bridge.NewSessionAsync();
        var reply = await ExpectAsync(200, Batch(100, "note"));
        AssertShape(
            reply, ("status", JsonValueKind.String), ("message", JsonValueKind.String), ("count", JsonValueKind.Number), ("first_sequence", JsonValueKind.Number),
            ("last_sequence", JsonValueKind.Number));
        var (first, last) = (reply.GetProperty("first_sequence").GetInt64(), reply.GetProperty("last_sequence").GetInt64());
        Assert.Equal((100, first + 99), (reply.GetProperty("count").GetInt32(), last));
        await ExpectAsync(413, "batch_too_large", Batch(101, "note"));
        await ExpectAsync(422, Batch(0, "note"));
        await ExpectAsync(403, "reserved_event_type", Batch(2, "note", "agent_made_up"));
        await ExpectAsync(403, "impersonation", Post(session, "/event/store_batch", new { events = new[] { new { event_type = "note", agent_id = "admin" } } }));
        var stored = await ExpectAsync(200, Get(session, $"/event/query?agent_id={session.AgentId}&event_type=note&limit=1000"));
        Assert.Equal(Enumerable.Range(0, 100).Select(n => first + n), stored.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("sequence").GetInt64()));

        PreparedRequest Batch(int count, string type, string? more = null) => Post(
            session, "/event/store_batch", new { events = Enumerable.Repeat(type, count).Concat(more is null ? [] : [more]).Select((t, n) => new { event_type = t, data = new { n } }) });
    }

    [Theory]
    [InlineData("agent_made_up")]
    [InlineData("session_created")]
    [InlineData("ELICITATION_CREATED")]
    [InlineData("bridge_x")]
    [Covers("POST /event/store", 403)]
    public async Task The_bridge_s_own_types_and_other_names_are_refused(string type)
    {
        await using var session = await Bridge.NewSessionAsync();
        await ExpectAsync(403, "reserved_event_type", Post(session, "/event/store", new { event_type = type }));
        await ExpectAsync(403, "impersonation", Post(session, "/event/store", new { event_type = "note", agent_id = "admin" }));
        await using var guest = await Bridge.NewSessionAsync("guest");
        await ExpectAsync(403, "not_permitted", Post(guest, "/event/store", new { event_type = "note" }));
    }

    [Fact]
    [Covers("GET /event/query", 200, 403)]
    [Covers("GET /event/wait", 403)]
    public async Task An_agent_reads_its_own_and_what_is_addressed_or_shared_to_it()
    {
        await using var author = await Bridge.NewSessionAsync();
        await using var reader = await Bridge.NewSessionAsync();
        var kind = "isolated-" + author.AgentId;
        foreach (var data in new object[] { new { n = 1 }, new { n = 2, to_agent = reader.AgentId }, new { n = 3, shared = true }, new { n = 4, from_agent = reader.AgentId } })
            await author.StoreEventAsync(new EventDraft(kind, data), Cancellation);

        Assert.Equal("1, 2, 3, 4", await NumbersAsync(author));
        Assert.Equal("2, 3", await NumbersAsync(reader));
        Assert.Equal("1, 2, 3, 4", await NumbersAsync(Bridge.Admin));
        await ExpectAsync(403, "impersonation", Get(reader, "/event/query?agent_id=" + author.AgentId));
        await ExpectAsync(403, "impersonation", Get(reader, "/event/wait?agent_id=" + author.AgentId));

        async Task<string> NumbersAsync(BridgeSession session)
        {
            var page = await ExpectAsync(200, Get(session, "/event/query?event_type=" + kind));
            return string.Join(", ", page.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("data").GetProperty("n").GetInt32()));
        }
    }

    [Fact]
    [Covers("GET /event/query", 200)]
    public async Task Filters_filter_and_pages_follow_each_other()
    {
        await using var session = await Bridge.NewSessionAsync();
        var begun = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0;
        for (var n = 0; n < 25; n++) await session.StoreEventAsync(new EventDraft(n % 5 == 0 ? "fifth" : "other", new { n }), Cancellation);
        var own = $"agent_id={session.AgentId}";
        Assert.Equal(5, await CountAsync($"{own}&event_type=fifth"));
        Assert.Equal(0, await CountAsync($"{own}&event_type=fifth&end_time={begun - 60:0}"));
        Assert.Equal(0, await CountAsync($"{own}&event_type=fifth&start_time={begun + 60:0}"));
        Assert.Equal(5, await CountAsync($"{own}&event_type=fifth&start_time={begun - 60:0}&end_time={begun + 60:0}"));
        var seen = new List<int>();
        for (long after = 0; ;)
        {
            var page = (await ExpectAsync(200, Get(session, $"/event/query?event_type=other&{own}&limit=7&after_sequence={after}"))).GetProperty("events");
            if (page.GetArrayLength() == 0) break;
            Assert.InRange(page.GetArrayLength(), 1, 7);
            seen.AddRange(page.EnumerateArray().Select(e => e.GetProperty("data").GetProperty("n").GetInt32()));
            after = page[page.GetArrayLength() - 1].GetProperty("sequence").GetInt64();
        }

        Assert.Equal(Enumerable.Range(0, 25).Where(n => n % 5 != 0), seen);

        async Task<int> CountAsync(string query) => (await ExpectAsync(200, Get(session, "/event/query?" + query))).GetProperty("count").GetInt32();
    }

    [Theory]
    [InlineData("/event/query?limit=0")]
    [InlineData("/event/query?limit=1001")]
    [InlineData("/event/query?limit=ten")]
    [InlineData("/event/query?limit=1&limit=2")]
    [InlineData("/event/query?start_time=NaN")]
    [Covers("GET /event/query", 422)]
    public async Task A_wrong_parameter_of_a_query_is_422(string path)
    {
        await using var session = await Bridge.NewSessionAsync();
        await ExpectAsync(422, Get(session, path));
    }

    [Theory]
    [InlineData("/event/wait")]
    [InlineData("/event/wait?agent_id=&since_sequence=-1")]
    [InlineData("/event/wait?agent_id=x&timeout_seconds=soon")]
    [Covers("GET /event/wait", 422)]
    public async Task A_wrong_parameter_of_a_wait_is_422(string path)
    {
        await using var session = await Bridge.NewSessionAsync();
        await ExpectAsync(422, Get(session, path));
    }

    [Fact]
    [Covers("GET /event/wait", 200)]
    public async Task A_wait_brings_the_news_of_others_by_tens_or_times_out()
    {
        await using var author = await Bridge.NewSessionAsync();
        await using var reader = await Bridge.NewSessionAsync();
        var since = (await Bridge.Client.StatusAsync(Cancellation)).LastSequence;
        var wait = $"/event/wait?agent_id={reader.AgentId}&since_sequence={since}";
        await reader.StoreEventAsync(new EventDraft("own", new { shared = true }), Cancellation);
        var nothing = await ExpectAsync(200, Get(reader, wait + "&timeout_seconds=0.2"));
        Assert.Equal(("timeout", 0), (nothing.GetProperty("status").GetString(), nothing.GetProperty("count").GetInt32()));
        Assert.True(nothing.GetProperty("waited_seconds").GetDouble() >= 0.19);

        var waiting = ExpectAsync(200, Get(reader, wait + "&timeout_seconds=30"));
        await author.StoreEventAsync(new EventDraft("news", new { n = 0, to_agent = reader.AgentId }), Cancellation);
        var news = await waiting;
        Assert.Equal(("new_events", 1), (news.GetProperty("status").GetString(), news.GetProperty("count").GetInt32()));
        Assert.True(news.GetProperty("waited_seconds").GetDouble() < 15);
        for (var n = 1; n < 13; n++) await author.StoreEventAsync(new EventDraft("news", new { n, to_agent = reader.AgentId }), Cancellation);
        var page = await ExpectAsync(200, Get(reader, wait));
        Assert.Equal(Enumerable.Range(0, 10), page.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("data").GetProperty("n").GetInt32()));
    }

    [Fact]
    [Covers("POST /event/store", 200)]
    [Covers("GET /event/query", 200)]
    public async Task What_was_acknowledged_outlives_a_kill_and_the_sequence_goes_on()
    {
        await using var session = await Bridge.NewSessionAsync();
        var before = await ExpectAsync(200, Post(session, "/event/store", new { event_type = "kept", data = new { n = 1 } }));
        await Bridge.RestartAsync();
        var after = await ExpectAsync(200, Post(session, "/event/store", new { event_type = "kept", data = new { n = 2 } }));
        Assert.Equal(before.GetProperty("sequence").GetInt64() + 1, after.GetProperty("sequence").GetInt64());
        var kept = await ExpectAsync(200, Get(session, $"/event/query?event_type=kept&agent_id={session.AgentId}"));
        Assert.Equal([1, 2], kept.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("data").GetProperty("n").GetInt32()));
    }
}
