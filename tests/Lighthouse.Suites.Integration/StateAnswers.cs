using System.Text.Json;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites.Integration;

/// <summary>The state of an instance in words, one for each thing that can be asked for, so that two of them can be compared.</summary>
internal static class StateAnswers
{
    private const int Page = 1000;
    private const string Bootstrap = "admin";

    /// <summary>What the bridge answers, about everything that was done.</summary>
    public static async Task<SortedDictionary<string, string>> AskAsync(BridgeSession admin, Deeds deeds, CancellationToken cancellation)
    {
        var answers = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var flags = await admin.FeatureFlagsAsync(cancellation);
        answers["features"] = Features(flags.ElicitationEnabled, flags.Percentage, flags.Force);
        await AgentsAsync(admin, answers, cancellation);
        foreach (var expert in await admin.ExpertsAsync(cancellation: cancellation))
            answers[$"expert {expert.AgentId}"] = Expert(expert.State, expert.OpenTasks, expert.Capabilities);
        foreach (var (id, party) in deeds.Questions)
        {
            var question = await party.StatusAsync(id, cancellation);
            answers[$"question {id}"] = Ended(question.Status, question.Data);
        }

        foreach (var (id, party) in deeds.Works)
        {
            var work = await party.WorkAsync(id, cancellation);
            answers[$"work {id}"] = Ended($"{work.Status} with {work.ToAgent} {work.Error}", work.Result);
        }

        foreach (var (id, participant) in deeds.Collaborations)
        {
            var context = await participant.ContextAsync(id, cancellation);
            answers[$"collaboration {id}"] = Context(context.Status, context.Version, context.Context.ToDictionary(one => one.Key, one => one.Value));
        }

        foreach (var (id, owner) in deeds.Aggregates)
        {
            var state = await owner.StateAsync(Deeds.Aggregate, id, cancellation: cancellation);
            answers[$"{Deeds.Aggregate} {id}"] = Members(state.Version, state.State);
        }

        return answers;
    }

    public static string Features(bool enabled, int percentage, bool force) => $"enabled {enabled}, {percentage} %, force {force}";

    public static string Agent(string role, bool isDisabled) => isDisabled ? $"{role}, disabled" : role;

    public static string Expert(string state, int open, IEnumerable<string> capabilities) => $"{state}, {open} open, {string.Join(' ', capabilities)}";

    public static string Ended(string how, JsonElement? data) => $"{how.Trim()} {(data is { } given ? Text(given) : "")}".Trim();

    public static string Context(string status, long version, IReadOnlyDictionary<string, JsonElement> values) => $"{status}, {Members(version, values)}";

    public static string Members(long version, IReadOnlyDictionary<string, JsonElement> members) =>
        $"version {version}: {string.Join(", ", members.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key} = {Text(one.Value)}"))}";

    private static async Task AgentsAsync(BridgeSession admin, SortedDictionary<string, string> answers, CancellationToken cancellation)
    {
        for (string? after = null; ;)
        {
            var page = await admin.ListAgentsAsync(after, Page, cancellation);
            foreach (var agent in page.Where(agent => agent.AgentId != Bootstrap))
                answers[$"agent {agent.AgentId}"] = Agent(agent.Role, agent.Disabled);
            if (page.Count < Page)
                break;
            after = page[^1].AgentId;
        }

        for (string? after = null; ;)
        {
            var page = await admin.ListSessionsAsync(afterSession: after, limit: Page, cancellation: cancellation);
            foreach (var session in page)
                answers[$"session {session.SessionId}"] = session.AgentId;
            if (page.Count < Page)
                break;
            after = page[^1].SessionId;
        }
    }

    private static string Text(JsonElement value) => JsonSerializer.Serialize(value);
}
