using System.Collections.Concurrent;
using System.Net;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites;

/// <summary>Counts checked steps and names the wrong ones. Safe for several threads.</summary>
public sealed class Checklist
{
    private readonly ConcurrentQueue<string> wrong = [];
    private int isChecked;

    /// <summary>How many steps were checked.</summary>
    public int Checked => Volatile.Read(ref isChecked);

    /// <summary>The steps that were not as they must be.</summary>
    public IReadOnlyCollection<string> Wrong => wrong;

    /// <summary>Checks one step.</summary>
    public void That(bool right, string step)
    {
        Interlocked.Increment(ref isChecked);
        if (right)
            return;
        wrong.Enqueue(step);
        Day.Progress($"wrong: {step}");
    }

    /// <summary>Checks that the bridge refuses something with one of these statuses.</summary>
    public async Task RefusedAsync(Func<Task> attempt, string step, params HttpStatusCode[] allowed)
    {
        try
        {
            await attempt();
            That(false, $"{step}: it was accepted");
        }
        catch (BridgeException refusal)
        {
            That(allowed.Contains(refusal.StatusCode), $"{step}: it answered {(int)refusal.StatusCode}, not {string.Join(" or ", allowed.Select(status => (int)status))}");
        }
    }

    /// <summary>One sentence for the evidence, with the first wrong steps by name.</summary>
    public string How(string what) => wrong.Count == 0
        ? $"{what}; {Checked} steps checked."
        : $"{what}; {Checked} steps checked, wrong: {string.Join("; ", wrong.Take(5))}{(wrong.Count > 5 ? $" and {wrong.Count - 5} more" : "")}.";
}
