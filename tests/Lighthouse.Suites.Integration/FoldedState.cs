using System.Text.Json;

namespace Lighthouse.Suites.Integration;

/// <summary>Adds up events from the disk to the state that they make, by rules of its own, in the words of <see cref="StateAnswers"/>.</summary>
internal sealed class FoldedState
{
    private readonly SortedDictionary<string, string> sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Role, bool IsDisabled)> agents = [];
    private readonly Dictionary<string, (string[] Capabilities, bool IsSuspended)> experts = [];
    private readonly Dictionary<string, (string Status, JsonElement? Data)> questions = [];
    private readonly Dictionary<string, Work> works = [];
    private readonly Dictionary<string, (string Status, long Version, Dictionary<string, JsonElement> Values)> collaborations = [];
    private readonly Dictionary<string, (long Version, Dictionary<string, JsonElement> Members)> aggregates = [];
    private string features = StateAnswers.Features(true, 100, false);

    public static SortedDictionary<string, string> Of(IEnumerable<StoredRecord> records)
    {
        var state = new FoldedState();
        foreach (var record in records.OrderBy(one => one.Sequence))
            state.Add(record);
        return state.InWords();
    }

    private void Add(StoredRecord record)
    {
        var (id, data) = (record.AggregateId, record.Data);
        switch (record.EventType.Split('_')[0])
        {
            case "agent":
                AddAgent(record.EventType, id, data);
                break;
            case "bridge":
                features = StateAnswers.Features(data.GetProperty("elicitation_enabled").GetBoolean(), data.GetProperty("percentage").GetInt32(), data.GetProperty("force").GetBoolean());
                break;
            case "session" when record.EventType == "session_created":
                sessions[$"session {id}"] = record.SourceAgent;
                break;
            case "session" when record.EventType == "session_revoked":
                sessions.Remove($"session {id}");
                break;
            case "elicitation":
                questions[id] = record.EventType == "elicitation_created" ? ("pending", null) : (Text(data, "status"), Optional(data, "data"));
                break;
            case "expert":
                AddExpert(record.EventType, id, data);
                break;
            case "delegation" or "dispatch":
                AddWork(record.EventType, id, data);
                break;
            case "collaboration":
                AddCollaboration(record.EventType, id, data);
                break;
            default:
                if (record.AggregateType == Deeds.Aggregate)
                    AddMembers(id, data);
                break;
        }
    }

    private void AddAgent(string type, string id, JsonElement data)
    {
        if (type == "agent_registered")
            agents[id] = (Text(data, "role"), false);
        else if (type is "agent_disabled" or "agent_enabled")
            agents[id] = agents[id] with { IsDisabled = type == "agent_disabled" };
    }

    private void AddExpert(string type, string id, JsonElement data)
    {
        if (type == "expert_registered")
            experts[id] = ([.. data.GetProperty("capabilities").EnumerateArray().Select(one => one.GetString()!)], false);
        else if (type is "expert_suspended" or "expert_resumed")
            experts[id] = experts[id] with { IsSuspended = type == "expert_suspended" };
    }

    private void AddWork(string type, string id, JsonElement data)
    {
        if (type.EndsWith("_created", StringComparison.Ordinal) || type.EndsWith("_reassigned", StringComparison.Ordinal))
            works[id] = new Work("pending", Text(data, "to_agent"), null, null);
        else
            works[id] = works[id] with { Status = Text(data, "status"), Error = Optional(data, "error")?.GetString(), Result = Optional(data, "result") };
    }

    private void AddCollaboration(string type, string id, JsonElement data)
    {
        if (type == "collaboration_started")
        {
            collaborations[id] = ("active", 0, []);
            return;
        }

        var before = collaborations[id];
        if (type == "collaboration_shared")
            before.Values[Text(data, "key")] = data.GetProperty("value");
        collaborations[id] = type == "collaboration_shared" ? before with { Version = data.GetProperty("version").GetInt64() } : before with { Status = "ended" };
    }

    private void AddMembers(string id, JsonElement data)
    {
        var (version, members) = aggregates.TryGetValue(id, out var known) ? known : (0, []);
        foreach (var member in data.EnumerateObject())
            members[member.Name] = member.Value;
        aggregates[id] = (version + 1, members);
    }

    private SortedDictionary<string, string> InWords()
    {
        var words = new SortedDictionary<string, string>(sessions, StringComparer.Ordinal) { ["features"] = features };
        foreach (var (id, agent) in agents)
            words[$"agent {id}"] = StateAnswers.Agent(agent.Role, agent.IsDisabled);
        foreach (var (id, expert) in experts)
            words[$"expert {id}"] = StateAnswers.Expert(expert.IsSuspended ? "suspended" : "available", works.Values.Count(work => work.Expert == id && work.Status == "pending"), expert.Capabilities);
        foreach (var (id, question) in questions)
            words[$"question {id}"] = StateAnswers.Ended(question.Status, question.Data);
        foreach (var (id, work) in works)
            words[$"work {id}"] = StateAnswers.Ended($"{work.Status} with {work.Expert} {work.Error}", work.Result);
        foreach (var (id, together) in collaborations)
            words[$"collaboration {id}"] = StateAnswers.Context(together.Status, together.Version, together.Values);
        foreach (var (id, aggregate) in aggregates)
            words[$"{Deeds.Aggregate} {id}"] = StateAnswers.Members(aggregate.Version, aggregate.Members);
        return words;
    }

    private static string Text(JsonElement data, string name) => data.GetProperty(name).GetString()!;

    private static JsonElement? Optional(JsonElement data, string name) => data.TryGetProperty(name, out var value) ? value : null;

    private sealed record Work(string Status, string Expert, string? Error, JsonElement? Result);
}
