using System.Text.Json;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

/// <summary>What agents give to the file view, mounted or not.</summary>
public abstract class FileViewContract(RunningBridge bridge) : ContractTests(bridge)
{
    [Fact]
    [Covers("POST /shadow/annotate", 200, 403, 409, 422)]
    public async Task Annotations_are_kept_as_far_as_there_is_room()
    {
        await using var session = await Bridge.NewSessionAsync();
        await using var guest = await Bridge.NewSessionAsync("guest");
        var annotation = new { path = $"src/{session.AgentId}.cs", text = new string('t', 8_192), line = 7 };
        AssertShape(
            await ExpectAsync(200, Post(session, "/shadow/annotate", annotation)), ("status", JsonValueKind.String), ("message", JsonValueKind.String), ("sequence", JsonValueKind.Number));
        await ExpectAsync(403, "impersonation", Post(session, "/shadow/annotate", new { annotation.path, annotation.text, agent_id = "admin" }));
        await ExpectAsync(403, "not_permitted", Post(guest, "/shadow/annotate", annotation));
        await ExpectAsync(422, "invalid_path", Post(session, "/shadow/annotate", new { path = "../outside", annotation.text }));
        for (var i = 0; await Bridge.Client.StatusOfAsync(Post(session, "/shadow/annotate", annotation)) == 200; i++) Assert.True(i < 100, "a file's annotations are never full");
        await ExpectAsync(409, "shadows_full", Post(session, "/shadow/annotate", annotation));
    }

    [Fact]
    [Covers("POST /context/share", 200, 403, 409, 422)]
    public async Task A_package_is_its_first_agents_and_kept_as_far_as_there_is_room()
    {
        await using var session = await Bridge.NewSessionAsync("system_agent");
        await using var other = await Bridge.NewSessionAsync();
        AssertShape(await ExpectAsync(200, Share(session, "first", "x")), ("status", JsonValueKind.String), ("message", JsonValueKind.String), ("sequence", JsonValueKind.Number));
        await ExpectAsync(403, "foreign_package", Share(other, "first", "y"));
        await ExpectAsync(422, "invalid_name", Share(session, "..", "y"));
        var large = new string('x', 256 * 1024);
        for (var i = 0; await Bridge.Client.StatusOfAsync(Share(session, $"n{i}", large)) == 200; i++) Assert.True(i < 200, "the shared contents are never full");
        await ExpectAsync(409, "context_full", Share(session, "more", large));

        Client.PreparedRequest Share(Client.BridgeSession by, string name, string content) => Post(by, "/context/share", new { package = "p-" + session.AgentId, name, content });
    }
}
