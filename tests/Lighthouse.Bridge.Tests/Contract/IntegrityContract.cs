using System.Text.Json;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

/// <summary>What the integrity monitor says.</summary>
public abstract class IntegrityContract(RunningBridge bridge) : ContractTests(bridge)
{
    [Fact]
    [Covers("GET /integrity/violations", 200, 403)]
    [Covers("POST /integrity/resolve", 403, 404)]
    public async Task Auditors_see_what_was_found_and_admins_resolve_it()
    {
        await using var auditor = await Bridge.NewSessionAsync("system_agent");
        await using var agent = await Bridge.NewSessionAsync();
        var report = await ExpectAsync(200, Get(auditor, "/integrity/violations"));
        AssertShape(
            report, ("violations", JsonValueKind.Array), ("count", JsonValueKind.Number), ("open", JsonValueKind.Number), ("passes", JsonValueKind.Number),
            ("bytes_verified", JsonValueKind.Number));
        await ExpectAsync(403, "not_permitted", Get(agent, "/integrity/violations"));
        var resolve = new { violation_id = "violation_0", resolution = "removed" };
        await ExpectAsync(403, "not_permitted", Post(auditor, "/integrity/resolve", resolve));
        await ExpectAsync(404, "unknown_violation", Post(Bridge.Admin, "/integrity/resolve", resolve));
    }
}
