using System.Text.Json;
using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Elicitations;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Experts;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Lighthouse.Bridge.Tests.State.Snapshots;

/// <summary>A bridge whose parts were used at random, by a seed.</summary>
internal static class RandomHistory
{
    public static async Task<BridgeParts> MakeAsync(int seed, int steps)
    {
        var bridge = await BridgeParts.StartAsync(Customise);
        await bridge.Get<ExpertPresence>().RunAsync(CancellationToken.None);
        var random = new Random(seed);
        var work = new RandomWork(bridge, random);
        var files = new RandomFiles(bridge, random);
        var agents = new List<Agent>();
        var tokens = new List<string>();
        var asked = new List<(string Id, string From, string To, string SenderNonce)>();
        for (var i = 0; i < 3; i++) agents.Add(await bridge.Get<IAgents>().RegisterAsync($"agent-{i}", Role.ExpertAgent, "admin"));
        for (var step = 0; step < steps; step++)
        {
            // Mostly little: else every expert is offline, and everything out of time, before anything else can happen to it.
            bridge.Time.Advance(TimeSpan.FromSeconds(random.Next(25) == 0 ? random.Next(600, 3_600) : random.Next(1, 60)));
            await work.SettleAsync();
            try
            {
                switch (random.Next(24))
                {
                    case 0: agents.Add(await bridge.Get<IAgents>().RegisterAsync($"agent-{agents.Count}", (Role)random.Next(5), "admin")); break;
                    case 1: tokens.Add((await bridge.OpenAsync(Any(agents))).Token); break;
                    case 2 when tokens.Count > 0: bridge.Authenticate(Any(tokens)); break;
                    case 3 when tokens.Count > 0 && bridge.Authenticate(Any(tokens)) is { } caller: await bridge.Get<ISessions>().RevokeAsync(caller); break;
                    case 4 or 5: asked.Add(await AskAsync()); break;
                    case 6 or 7 when asked.Count > 0: await EndAsync(Any(asked)); break;
                    case >= 8 and < 17: await work.StepAsync(); break;
                    case >= 17 and < 23: await files.StepAsync(); break;
                    default: await bridge.Get<IEventStore>().AppendAsync([new NewEvent("noise", "a", "agent", "agent-0", "agent", Json("{}"), Json("{}"))], CancellationToken.None); break;
                }
            }
            catch (RefusalException)
            {
                // Too many sessions, an ended question: what the service refuses is no part of the history.
            }
        }
        await work.SettleAsync();
        return bridge;

        T Any<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];

        async Task<(string, string, string, string)> AskAsync()
        {
            var (from, to) = (Any(agents).Id, agents[0].Id == "agent-0" ? Any(agents).Id : "agent-0");
            if (from == to) to = from == "agent-1" ? "agent-2" : "agent-1";
            var question = new Question(to, $"question {random.Next()}", Json("""{"type":"object"}"""), TimeSpan.FromSeconds(random.Next(60, 3600)), null);
            var created = await bridge.Get<IElicitations>().CreateAsync(new Caller(from, Role.Agent, "s"), question);
            return (created.Id, from, to, created.SenderNonce);
        }

        async Task EndAsync((string Id, string From, string To, string SenderNonce) one)
        {
            var pending = bridge.Get<IElicitations>().PendingFor(one.To).FirstOrDefault(q => q.Id == one.Id);
            if (pending is null) return;
            var answer = random.Next(3) switch
            {
                0 => new Answer(one.Id, ElicitationState.Accepted, "accept", Json($$"""{"n":{{random.Next()}}}"""), pending.Nonce, ""),
                1 => new Answer(one.Id, ElicitationState.Declined, "decline", null, pending.Nonce, ""),
                _ => new Answer(one.Id, ElicitationState.Cancelled, "cancel", null, one.SenderNonce, ""),
            };
            var by = answer.Type == ElicitationState.Cancelled ? one.From : one.To;
            await bridge.Get<IElicitations>().RespondAsync(new Caller(by, Role.Agent, "s"), answer);
        }
    }

    // Small limits, so that what lies beyond them is let go of within a short history.
    private static void Customise(IServiceCollection services)
    {
        var options = (BridgeOptions)services.Last(service => service.ServiceType == typeof(BridgeOptions)).ImplementationInstance!;
        services.AddSingleton<ISignatures, TrustingSignatures>().AddSingleton(options with
        {
            FileView = new() { HistoryVersions = 25, HistoryHours = 2 },
            Experts = new() { RetentionSeconds = 7_200, CollaborationSeconds = 1_800, MostOpenPerExpert = 3 },
        });
    }

    private static JsonElement Json(string text) => JsonElement.Parse(text);

    /// <summary>What is tested here is what becomes of an answer, not how it is proven.</summary>
    private sealed class TrustingSignatures : ISignatures
    {
        public string SignQuestion(PendingQuestion question, string toAgent) => "signed";

        public bool IsGenuine(Answer answer, string agentId) => true;
    }
}
