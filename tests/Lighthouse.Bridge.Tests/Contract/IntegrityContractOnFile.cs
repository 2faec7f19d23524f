using System.Text.Json;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

public sealed class IntegrityContractOnFile(RunningBridge bridge) : IntegrityContract(bridge), IClassFixture<RunningBridge>
{
    // The monitor reads files; PostgreSQL's store says in the log what it finds.
    [Fact]
    [Covers("GET /integrity/violations", 200)]
    [Covers("POST /integrity/resolve", 200, 409)]
    public async Task What_was_found_is_resolved_once()
    {
        var strange = Path.Combine(Bridge.DataDirectory, "notes.txt");
        await File.WriteAllTextAsync(strange, "mine", Cancellation);
        await Bridge.RestartAsync("--Bridge:Integrity:PassSeconds=1");
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        bound.CancelAfter(TimeSpan.FromSeconds(30));
        JsonElement report;
        while ((report = await ExpectAsync(200, Get(Bridge.Admin, "/integrity/violations"))).GetProperty("open").GetInt32() == 0) await Task.Delay(100, bound.Token);
        var violation = report.GetProperty("violations").EnumerateArray().Single(v => v.GetProperty("status").GetString() == "open");
        AssertShape(
            violation, ("violation_id", JsonValueKind.String), ("kind", JsonValueKind.String), ("severity", JsonValueKind.String), ("subject", JsonValueKind.String),
            ("first_sequence", JsonValueKind.Number), ("last_sequence", JsonValueKind.Number), ("detail", JsonValueKind.String), ("found_at", JsonValueKind.Number));
        File.Delete(strange);
        var resolve = Post(Bridge.Admin, "/integrity/resolve", new { violation_id = violation.GetProperty("violation_id").GetString(), resolution = "removed" });
        await ExpectAsync(200, resolve);
        await ExpectAsync(409, "already_resolved", resolve);
        Assert.Equal(0, (await ExpectAsync(200, Get(Bridge.Admin, "/integrity/violations"))).GetProperty("open").GetInt32());
    }
}
