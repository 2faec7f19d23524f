using Lighthouse.Bridge.Client;
using Lighthouse.Chaos.Lies;

namespace Lighthouse.Suites.Resilience.Byzantine;

/// <summary>A collaboration in which honest agents vote and a participant lies: in others' names, twice, too late, and where it takes no part.</summary>
internal sealed class VoteScene(Cast cast, Testimony testimony, CancellationToken cancellation)
{
    private const string Share = "/collaboration/share", End = "/collaboration/end", Draft = "draft";

    public async Task RunAsync()
    {
        var id = await StartAsync([cast.Expert, cast.First, cast.Second, cast.Liar]);
        await HonestVotesAsync(id);
        var liarsVote = await LiarsVotesAsync(id);
        var draft = await ContributeAsync(id);
        await OutsideAsync(id);
        await testimony.TruthAsync(
            cast.Asker, Testimony.Post(cast.Asker, End, new { session_id = id }), Deed.Of("collaboration_ended", id, cast.Asker.AgentId), LieKinds.EndOfAnothers);
        await TellAsync(LieKinds.VoteAfterTheEnd, id, VoteOf(cast.Liar, "late"), "no");
        await TellAsync(LieKinds.VoteAfterTheEnd, id, Draft, "no");
        await IsAsVotedAsync(id, liarsVote, draft);
    }

    private async Task HonestVotesAsync(string id)
    {
        foreach (var honest in cast.Truthful)
            await TellAsync(LieKinds.VoteInAnothersName, id, VoteOf(honest), "no");
        await Task.WhenAll(cast.Truthful.Select(honest => ShareAsync(
            honest, id, VoteOf(honest), "yes", null, LieKinds.VoteInAnothersName, LieKinds.VoteOverAnothers, LieKinds.VoteTakenBack, LieKinds.VoteAfterTheEnd)));
        foreach (var honest in cast.Truthful)
            await TellAsync(LieKinds.VoteOverAnothers, id, VoteOf(honest), "no");
        await TellAsync(LieKinds.VoteOverAnothers, id, VoteOf(cast.Asker), null);
    }

    /// <summary>A vote of its own the liar has: one.</summary>
    private async Task<string?> LiarsVotesAsync(string id)
    {
        string[] both = ["yes", "no"];
        var taken = await testimony.ContradictAsync(LieKinds.SecondVote, cast.Liar, [.. both.Select(vote => Request(cast.Liar, id, VoteOf(cast.Liar), vote, null))]);
        if (taken is not { } place)
            return null;
        testimony.History.Acknowledge(Shared(id, VoteOf(cast.Liar), cast.Liar, both[place]));
        await TellAsync(LieKinds.SecondVote, id, VoteOf(cast.Liar), both[1 - place]);
        await TellAsync(LieKinds.VoteTakenBack, id, VoteOf(cast.Liar), null);
        return both[place];
    }

    /// <summary>What is everybody's, a liar may change like anybody, under its own name and on what it has read.</summary>
    private async Task<string> ContributeAsync(string id)
    {
        var version = (await testimony.ServeAsync("a context", () => cast.First.ContextAsync(id, cancellation))).Version;
        await ShareAsync(cast.First, id, Draft, "sense", version, LieKinds.StaleContribution);
        await testimony.TellAsync(LieKinds.StaleContribution, cast.Liar, Request(cast.Liar, id, Draft, "nonsense", version));
        if (await Testimony.AnswerAsync(cast.Liar, Request(cast.Liar, id, Draft, "worse", null)) != LieLedger.Taken)
            return "sense";
        testimony.History.Acknowledge(Shared(id, Draft, cast.Liar, "worse"));
        return "worse";
    }

    private async Task OutsideAsync(string id)
    {
        await testimony.TellAsync(LieKinds.EndOfAnothers, cast.Liar, Testimony.Post(cast.Liar, End, new { session_id = id }));
        var others = await StartAsync([cast.Expert]);
        await ShareAsync(cast.Expert, others, Draft, "sense", null, LieKinds.ContributionOfAnOutsider);
        await TellAsync(LieKinds.ContributionOfAnOutsider, others, Draft, "nonsense");
        await TellAsync(LieKinds.ContributionOfAnOutsider, others, VoteOf(cast.Liar), "no");
        await testimony.SeeAsync($"the context of {others}", () => ProblemAsync(cast.Asker, others, "active", [(Draft, "sense", cast.Expert.AgentId)]));
    }

    private async Task IsAsVotedAsync(string id, string? liarsVote, string draft)
    {
        var expected = cast.Truthful.Select(honest => (Key: VoteOf(honest), Value: "yes", By: honest.AgentId)).ToList();
        if (liarsVote is not null)
            expected.Add((VoteOf(cast.Liar), liarsVote, cast.Liar.AgentId));
        expected.Add((Draft, draft, draft == "sense" ? cast.First.AgentId : cast.Liar.AgentId));
        foreach (var honest in cast.Truthful)
            await testimony.SeeAsync($"the votes of {id}", () => ProblemAsync(honest, id, "ended", expected));
    }

    private async Task<string?> ProblemAsync(BridgeSession reader, string id, string status, IReadOnlyCollection<(string Key, string Value, string By)> expected)
    {
        var context = await reader.ContextAsync(id, cancellation);
        var seen = context.Context.Select(one => (one.Key, Value: one.Value.ToString(), By: one.AgentId)).ToList();
        return context.Status == status && seen.Count == expected.Count && !seen.Except(expected).Any() ? null : $"{context.Status} {string.Join(", ", seen)}";
    }

    private async Task<string> StartAsync(IReadOnlyList<BridgeSession> participants)
    {
        var id = (await testimony.ServeAsync(
            "a collaboration", () => cast.Asker.StartCollaborationAsync([.. participants.Select(one => one.AgentId)], cancellation: cancellation))).SessionId;
        testimony.History.Acknowledge(Deed.Of("collaboration_started", id, cast.Asker.AgentId));
        return id;
    }

    private Task ShareAsync(BridgeSession by, string id, string key, string value, long? version, params LieKind[] kinds) =>
        testimony.TruthAsync(by, Request(by, id, key, value, version), Shared(id, key, by, value), kinds);

    private Task TellAsync(LieKind kind, string id, string key, string? value) => testimony.TellAsync(kind, cast.Liar, Request(cast.Liar, id, key, value, null));

    private static PreparedRequest Request(BridgeSession by, string id, string key, string? value, long? version) =>
        Testimony.Post(by, Share, new { session_id = id, key, value, expected_version = version });

    private static string Shared(string id, string key, BridgeSession by, string value) => Deed.Of("collaboration_shared", id, by.AgentId, $"{key}={value}");

    private static string VoteOf(BridgeSession who, string topic = "release") => $"vote/{topic}/{who.AgentId}";
}
