using Lighthouse.Security.Wire;

namespace Lighthouse.Security;

/// <summary>Collects what an attack tried, found and proved.</summary>
internal sealed class AttackLog(string attack)
{
    // Enough to keep both sides busy, few enough that no limit of the target's is met.
    private const int AtOnce = 8;

    private readonly List<string> _order = [];
    private readonly Dictionary<string, (int Attempts, int Accepted, int Unclear)> _groups = new(StringComparer.Ordinal);
    private readonly List<Finding> _findings = [];
    private readonly List<PositiveControl> _controls = [];

    /// <summary>Values that must not show in a finding.</summary>
    public SecretMask Secrets { get; } = new();

    public bool HasFindings => _findings.Count > 0;

    public void Control(string name, bool succeeded, string detail) => _controls.Add(new PositiveControl(name, succeeded, Secrets.Hide(detail)));

    public void Attempt(string group, Answer answer, int count = 1)
    {
        if (count == 0)
            return;
        if (!_groups.TryGetValue(group, out var sums))
            _order.Add(group);
        _groups[group] = (
            sums.Attempts + count,
            sums.Accepted + (answer == Answer.Accepted ? count : 0),
            sums.Unclear + (answer == Answer.Unclear ? count : 0));
    }

    public void Find(string group, string attempt, Flaw flaw, Uri target, RawRequest request, RawResponse response) => _findings.Add(new Finding
    {
        Attack = attack,
        Group = group,
        Attempt = attempt,
        Weakness = flaw.Weakness,
        Severity = flaw.Severity,
        Request = Secrets.Hide(request.ToText()),
        ResponseStatus = response.Status,
        ResponseBody = Secrets.Hide(response.Beginning(500)),
        Reproduce = Secrets.Hide(CurlCommand.For(target, request)),
        Advice = flaw.Advice,
    });

    /// <summary>Does work for each item, some at once, each with a log of its own; they are joined in the order of the items, so that the result is the same in every run.</summary>
    public async Task ForEachAsync<T>(IReadOnlyList<T> items, Func<T, AttackLog, CancellationToken, Task> work, CancellationToken cancellation)
    {
        var parts = items.Select(_ => new AttackLog(attack)).ToList();
        var some = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForAsync(0, items.Count, some, async (index, token) => await work(items[index], parts[index], token));
        parts.ForEach(Join);
    }

    private void Join(AttackLog part)
    {
        foreach (var name in part._order)
        {
            var (attempts, accepted, unclear) = part._groups[name];
            Attempt(name, Answer.Accepted, accepted);
            Attempt(name, Answer.Unclear, unclear);
            Attempt(name, Answer.Refused, attempts - accepted - unclear);
        }

        _findings.AddRange(part._findings);
        _controls.AddRange(part._controls);
    }

    public AttackResult ToResult() => new()
    {
        Groups = [.. _order.Select(name => new AttemptGroup(name, _groups[name].Attempts, _groups[name].Accepted, _groups[name].Unclear))],
        Findings = _findings,
        Controls = _controls,
    };
}

/// <summary>What an answer says about an attempt.</summary>
internal enum Answer
{
    /// <summary>It was turned away.</summary>
    Refused,

    /// <summary>It got through.</summary>
    Accepted,

    /// <summary>Neither can be said.</summary>
    Unclear,
}

/// <summary>What it would mean if an attempt got through.</summary>
internal sealed record Flaw(Weakness Weakness, Severity Severity, string Advice);
