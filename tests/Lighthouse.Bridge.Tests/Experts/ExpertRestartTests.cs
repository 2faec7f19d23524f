using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Experts;

/// <summary>What is acknowledged about experts survives kill -9.</summary>
public sealed class ExpertRestartTests
{
    private static CancellationToken Cancellation => RunningBridge.Cancellation;

    [Fact]
    public async Task Registrations_open_work_results_and_contexts_survive_a_kill()
    {
        await using var bridge = new RunningBridge();
        await bridge.InitializeAsync();
        var (asker, expert) = (await bridge.NewSessionAsync(), await bridge.NewSessionAsync("expert_agent"));
        var registration = await expert.RegisterExpertAsync("tester", ["review"], cancellation: Cancellation);
        var done = await asker.DelegateAsync("done", new { n = 1 }, "capability:review", cancellation: Cancellation);
        await expert.CompleteAsync(registration, done.DelegationId, new { n = 2 }, Cancellation);
        var open = await asker.DelegateAsync("open", new { n = 3 }, "capability:review", cancellation: Cancellation);
        var collaboration = await asker.StartCollaborationAsync([expert.AgentId], "a plan", cancellation: Cancellation);
        await expert.ShareAsync(collaboration.SessionId, "finding", new { n = 4 }, cancellation: Cancellation);
        var version = await asker.ShareAsync(collaboration.SessionId, "gone", "soon", cancellation: Cancellation);
        version = await asker.ShareAsync(collaboration.SessionId, "gone", null, version, Cancellation);

        await bridge.RestartAsync();
        using var again = BridgeClient.Connect(bridge.Address);
        var work = await ReadAsync(bridge, expert.Prepare(HttpMethod.Get, "/expert/tasks"));
        var kept = Assert.Single(work.GetProperty("tasks").EnumerateArray());
        Assert.Equal((open.DelegationId, 3), (kept.GetProperty("id").GetString(), kept.GetProperty("tool_input").GetProperty("n").GetInt32()));
        Assert.Equal(open.ExpiresAt, kept.GetProperty("expires_at").GetDouble());
        var ended = await ReadAsync(bridge, asker.Prepare(HttpMethod.Get, $"/task/status/{done.DelegationId}"));
        Assert.Equal(("completed", 2), (ended.GetProperty("status").GetString(), ended.GetProperty("result").GetProperty("n").GetInt32()));
        var context = await ReadAsync(bridge, asker.Prepare(HttpMethod.Get, $"/collaboration/context/{collaboration.SessionId}"));
        var entry = Assert.Single(context.GetProperty("context").EnumerateArray());
        Assert.Equal(
            ("finding", expert.AgentId, version, "active"),
            (entry.GetProperty("key").GetString(), entry.GetProperty("agent_id").GetString(), context.GetProperty("version").GetInt64(), context.GetProperty("status").GetString()));

        // The registration's token and the open work are as good as before.
        Assert.Equal(200, await again.StatusOfAsync(expert.PrepareCompletion(registration, open.DelegationId, new { n = 5 })));
        Assert.Equal(409, await again.StatusOfAsync(expert.PrepareCompletion(registration, open.DelegationId, new { n = 5 })));
        Assert.Equal(409, await again.StatusOfAsync(expert.PrepareCompletion(registration, done.DelegationId, new { n = 5 })));
    }

    [Fact]
    public async Task Nothing_acknowledged_is_lost_or_undone_by_a_kill_in_the_middle_of_work()
    {
        await using var bridge = new RunningBridge();
        await bridge.InitializeAsync();
        var askers = new List<BridgeSession>();
        for (var i = 0; i < 4; i++) askers.Add(await bridge.NewSessionAsync("admin"));
        // Admins may ask so often that no limit ends this before the kill does.
        var expert = await bridge.NewSessionAsync("admin");
        var registration = await expert.RegisterExpertAsync("tester", ["review"], cancellation: Cancellation);
        var (completed, left) = (new List<string>(), new List<string>());
        var working = askers.Select(asker => Task.Run(async () =>
        {
            for (var n = 0; ; n++)
            {
                string id;
                try
                {
                    id = (await asker.DelegateAsync("t", new { n }, expert.AgentId, cancellation: Cancellation)).DelegationId;
                    lock (completed) left.Add(id);
                    await expert.CompleteAsync(registration, id, new { n }, Cancellation);
                }
                catch (Exception problem) when (problem is HttpRequestException or TimeoutException or ObjectDisposedException)
                {
                    return;
                }

                lock (completed)
                {
                    left.Remove(id);
                    completed.Add(id);
                }
            }
        }, Cancellation)).ToList();
        using (var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20)))
            while (Count(completed) < 40) await Task.Delay(5, bound.Token);
        await bridge.RestartAsync();
        await Task.WhenAll(working);

        foreach (var id in completed)
            Assert.Equal((id, "completed"), (id, await StatusAsync(bridge, id)));
        // The answer to these was never seen: they are open, or were completed in the last moment; they are never gone.
        foreach (var id in left)
        {
            Assert.Contains(await StatusAsync(bridge, id), new[] { "pending", "completed" });
            var status = await bridge.Client.StatusOfAsync(expert.PrepareCompletion(registration, id, null));
            Assert.Contains(status, new[] { 200, 409 });
            Assert.Equal("completed", await StatusAsync(bridge, id));
        }
    }

    private static int Count(List<string> completed)
    {
        lock (completed) return completed.Count;
    }

    private static async Task<string?> StatusAsync(RunningBridge bridge, string id) =>
        (await ReadAsync(bridge, bridge.Admin.Prepare(HttpMethod.Get, $"/task/status/{id}"))).GetProperty("status").GetString();

    private static async Task<System.Text.Json.JsonElement> ReadAsync(RunningBridge bridge, PreparedRequest request)
    {
        while (true)
        {
            var (status, body) = await bridge.Client.AnswerAsync(request);
            if ((int)status == 200) return body;
            Assert.Equal(429, (int)status);
            await Task.Delay(200, Cancellation);
        }
    }
}
