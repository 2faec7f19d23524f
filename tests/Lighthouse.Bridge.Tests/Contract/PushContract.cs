using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Push;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

/// <summary>Opening a WebSocket.</summary>
public abstract class PushContract(RunningBridge bridge) : ContractTests(bridge)
{
    private const string Operation = "GET /ws/{agent_id}";

    [Fact]
    [Covers(Operation, 101, 400, 403, 426, 429)]
    public async Task A_socket_opens_for_its_own_agent_and_pushes_what_others_store()
    {
        await using var session = await Bridge.NewSessionAsync();
        await using var other = await Bridge.NewSessionAsync();
        await ExpectAsync(426, "upgrade_required", Get(session, "/ws/" + session.AgentId));
        await ExpectAsync(403, "impersonation", Get(other, "/ws/" + session.AgentId));
        Assert.Equal(400, await HandshakeAsync(session, ("Sec-WebSocket-Key", "AAAA")));
        Assert.Equal(101, await HandshakeAsync(session));

        await using var socket = await session.OpenSocketAsync(cancellation: Cancellation);
        await socket.PingAsync(Cancellation);
        await socket.SubscribeAsync(["note"], cancellation: Cancellation);
        var stored = await other.StoreEventAsync(new EventDraft("note", new { to_agent = session.AgentId }), Cancellation);
        Assert.Equal([stored.Sequence], await socket.NextEventsAsync(1));

        var held = new List<BridgeSocket>();
        var status = 0;
        while (status is 0)
        {
            Assert.True(held.Count < 20, "an agent's sockets are never too many");
            try
            {
                held.Add(await session.OpenSocketAsync(cancellation: Cancellation));
            }
            catch (BridgeException refusal)
            {
                status = (int)refusal.StatusCode;
            }
        }

        status = await HandshakeAsync(session);
        Assert.Equal(429, status);
        foreach (var one in held) await one.DisposeAsync();
    }

    private async Task<int> HandshakeAsync(BridgeSession session, params (string, string)[] more)
    {
        var status = await RawSocket.HandshakeAsync(
            Bridge.Address, "/ws/" + session.AgentId, [("Authorization", "Bearer " + session.Token), ("User-Agent", session.UserAgent), .. more]);
        Note(Operation, status);
        return status;
    }
}
