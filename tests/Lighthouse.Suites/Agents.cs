using System.Net;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites;

/// <summary>Agents that a test registered for itself, each with a session, over one shared connection pool.</summary>
public sealed class Agents : IAsyncDisposable
{
    private const int AtOnce = 16;

    // The admin may make 10,000 requests a minute: where more are to be registered, others of its role help.
    private const int EachRegisters = 500;
    private const int MostRegistrars = 4;
    private readonly HttpMessageHandler handler;

    private Agents(HttpMessageHandler handler, BridgeClient client, BridgeSession admin)
    {
        this.handler = handler;
        Client = client;
        Admin = admin;
    }

    /// <summary>The connection to the bridge.</summary>
    public BridgeClient Client { get; }

    /// <summary>A session of the admin that registers them.</summary>
    public BridgeSession Admin { get; }

    /// <summary>What the agents prove themselves with, in order.</summary>
    public IReadOnlyList<AgentCredential> Credentials { get; private set; } = [];

    /// <summary>A session for each agent, in order.</summary>
    public IReadOnlyList<BridgeSession> Sessions { get; private set; } = [];

    /// <summary>Connects as admin.</summary>
    public static Task<Agents> ConnectAsync(Uri url, string adminSecret, CancellationToken cancellation) =>
        ConnectAsync(url, adminSecret, BridgeClient.CreateHandler(), cancellation);

    /// <summary>Connects as admin; whatever these agents do waits where a limit asks for it.</summary>
    public static Task<Agents> ConnectPatientlyAsync(Uri url, string adminSecret, CancellationToken cancellation) =>
        ConnectAsync(url, adminSecret, new PatientHandler(BridgeClient.CreateHandler()), cancellation);

    /// <summary>Connects as an agent of the admin's role, where the admin's own three sessions are not enough.</summary>
    public static Task<Agents> ConnectAsync(Uri url, AgentCredential admin, CancellationToken cancellation) =>
        ConnectAsync(url, admin, BridgeClient.CreateHandler(), cancellation);

    /// <summary>The same; whatever these agents do waits where a limit asks for it.</summary>
    public static Task<Agents> ConnectPatientlyAsync(Uri url, AgentCredential admin, CancellationToken cancellation) =>
        ConnectAsync(url, admin, new PatientHandler(BridgeClient.CreateHandler()), cancellation);

    private static Task<Agents> ConnectAsync(Uri url, string adminSecret, HttpMessageHandler handler, CancellationToken cancellation) =>
        ConnectAsync(url, new AgentCredential("admin", "admin", adminSecret), handler, cancellation);

    private static async Task<Agents> ConnectAsync(Uri url, AgentCredential admin, HttpMessageHandler handler, CancellationToken cancellation)
    {
        var client = BridgeClient.Connect(url, handler);
        return new Agents(handler, client, await client.OpenSessionAsync(admin, cancellation: cancellation));
    }

    /// <summary>Registers agents with names that no other run has, and opens their sessions.</summary>
    public Task<Agents> EnlistAsync(string purpose, int count, CancellationToken cancellation) => EnlistAsync(purpose, "agent", count, cancellation);

    /// <summary>The same with another role.</summary>
    public async Task<Agents> EnlistAsync(string purpose, string role, int count, CancellationToken cancellation)
    {
        var group = Guid.NewGuid().ToString("N")[..8];
        var credentials = new AgentCredential[count];
        var sessions = new BridgeSession[count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        var registrars = await RegistrarsAsync(group, count, cancellation);
        await Parallel.ForAsync(0, count, parallel, async (index, token) =>
        {
            credentials[index] = await RegisterAsync(registrars[index % registrars.Count], $"{purpose}-{group}-{index}", role, token);
            sessions[index] = await Client.OpenSessionAsync(credentials[index], cancellation: token);
        });
        foreach (var helper in registrars.Skip(1))
            await helper.DisposeAsync();
        Credentials = [.. Credentials, .. credentials];
        Sessions = [.. Sessions, .. sessions];
        return this;
    }

    private async Task<IReadOnlyList<BridgeSession>> RegistrarsAsync(string group, int count, CancellationToken cancellation)
    {
        List<BridgeSession> registrars = [Admin];
        while (registrars.Count < MostRegistrars && registrars.Count * EachRegisters < count)
        {
            var helper = await RegisterAsync(Admin, $"registrar-{group}-{registrars.Count}", "admin", cancellation);
            registrars.Add(await Client.OpenSessionAsync(helper, cancellation: cancellation));
        }

        return registrars;
    }

    /// <summary>Registers one agent, at the pace that the bridge allows who registers it.</summary>
    private async Task<AgentCredential> RegisterAsync(BridgeSession registrar, string name, string role, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return await Client.RegisterAgentAsync(registrar, name, role, cancellation);
            }
            catch (BridgeException refusal) when (refusal is { StatusCode: HttpStatusCode.TooManyRequests, RetryAfter: { } wait })
            {
                await Task.Delay(wait, cancellation);
            }
        }
    }

    /// <summary>Ends the admin's session, of which only three may exist at once, and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await Admin.DisposeAsync();
        Client.Dispose();
        handler.Dispose();
    }
}
