using System.Text;
using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Chaos;
using Lighthouse.Chaos.Ledger;
using Lighthouse.Chaos.Scoring;

namespace Lighthouse.Suites.Resilience;

/// <summary>Adds up what the experiments of one scenario showed.</summary>
internal sealed class Tally
{
    /// <summary>Not back within this time: it is counted as this long, which misses every demand that is below it.</summary>
    public static readonly TimeSpan RecoveryLimit = TimeSpan.FromSeconds(60);

    private readonly Lock gate = new();
    private readonly List<TimeSpan> recoveries = [];
    private readonly List<string> doubts = [];
    private int recovered;

    public long Attempts { get; private set; }

    public long Answered { get; private set; }

    public long Checked { get; private set; }

    public long Wrong { get; private set; }

    /// <summary>Acknowledged events that somebody who listened was to hear.</summary>
    public long Addressed { get; private set; }

    /// <summary>Those of them that were not heard.</summary>
    public long Undelivered { get; private set; }

    /// <summary>Events that were acknowledged while nothing could be brought to stable storage.</summary>
    public long AcknowledgedUnstored { get; private set; }

    /// <summary>Faults during which the bridge said that it was healthy although it could store nothing.</summary>
    public int Unreported { get; private set; }

    /// <summary>Faults during which its health was looked at.</summary>
    public int HealthLooks { get; private set; }

    /// <summary>Answers to questions that the bridge took.</summary>
    public int AnswersTaken { get; private set; }

    /// <summary>Those of them that were not there afterwards.</summary>
    public int AnswersLost { get; private set; }

    public long Acknowledged { get; private set; }

    public long Lost { get; private set; }

    /// <summary>How the requests went from moment to moment, and when there were faults.</summary>
    public Timeline Timeline { get; } = new();

    /// <summary>What became of damage to stored bytes.</summary>
    public DamageTally Damages { get; } = new();

    /// <summary>Times from the injection to the steady state.</summary>
    public IReadOnlyList<TimeSpan> Recoveries => recoveries;

    /// <summary>Why the numbers prove less than they seem to.</summary>
    public IReadOnlyList<string> Doubts => doubts;

    /// <summary>Adds an experiment.</summary>
    public void Add(string which, ExperimentResult result)
    {
        lock (gate)
        {
            if (result.Status is ExperimentStatus.Completed or ExperimentStatus.NotRecovered)
                recoveries.Add(result.Recovery ?? RecoveryLimit);
            else
                doubts.Add($"{which}: {result.Status}: {result.Reason}");
            recovered += result is { Status: ExperimentStatus.Completed, Recovery: not null } ? 1 : 0;
        }

        Timeline.Add(which, result);
        Day.Progress($"{which}: {result.Status}, recovered after {result.Recovery?.TotalSeconds ?? double.NaN:0.00} s; {result.Effect?.Detail}; {result.Healing?.Detail ?? result.Reason}");
    }

    /// <summary>Adds a recovery that was seen otherwise than by an experiment's steady state; null when there was none.</summary>
    public void AddRecovery(TimeSpan? recovery)
    {
        lock (gate)
        {
            recoveries.Add(recovery ?? RecoveryLimit);
            recovered += recovery is null ? 0 : 1;
        }
    }

    /// <summary>Adds events that were acknowledged while nothing could be stored.</summary>
    public void AddUnstored(long acknowledged)
    {
        lock (gate)
            AcknowledgedUnstored += acknowledged;
    }

    /// <summary>Adds a look at the health of a bridge that can store nothing.</summary>
    public void AddHealthLook(bool saysHealthy)
    {
        lock (gate)
            (HealthLooks, Unreported) = (HealthLooks + 1, Unreported + (saysHealthy ? 1 : 0));
    }

    /// <summary>Adds answers that the bridge took, and how many of them it lost.</summary>
    public void AddAnswers(int taken, int lost)
    {
        lock (gate)
            (AnswersTaken, AnswersLost) = (AnswersTaken + taken, AnswersLost + lost);
    }

    /// <summary>Adds what a load saw.</summary>
    public void AddLoad(long attempts, long answered, long looks, long wrong)
    {
        lock (gate)
            (Attempts, Answered, Checked, Wrong) = (Attempts + attempts, Answered + answered, Checked + looks, Wrong + wrong);
    }

    /// <summary>Adds what a listener was to hear.</summary>
    public void AddDelivery(int addressed, int undelivered)
    {
        lock (gate)
            (Addressed, Undelivered) = (Addressed + addressed, Undelivered + undelivered);
    }

    /// <summary>Adds answers that were looked at beside those of the load.</summary>
    public void AddChecks(Checklist steps)
    {
        lock (gate)
            (Checked, Wrong) = (Checked + steps.Checked, Wrong + steps.Wrong.Count);
    }

    /// <summary>Adds a doubt.</summary>
    public void Doubt(string why)
    {
        lock (gate)
            doubts.Add(why);
    }

    /// <summary>Compares a ledger with what a separate reader found on the disk and with what was served.</summary>
    public void Compare(AcknowledgedLedger ledger, IReadOnlyCollection<FoundRecord> stored, IReadOnlyCollection<FoundRecord> served)
    {
        var keys = ledger.Keys.ToHashSet(StringComparer.Ordinal);
        var onDisk = ledger.Compare(stored.Where(record => keys.Contains(record.Key)));
        var shown = ledger.Compare(served.Where(record => keys.Contains(record.Key)));
        lock (gate)
        {
            Acknowledged += onDisk.Acknowledged;
            Lost += onDisk.Lost.Count + onDisk.Altered.Count;
            Checked += onDisk.Acknowledged;
            Wrong += shown.Altered.Count + shown.Duplicated.Count + onDisk.Duplicated.Count + shown.Lost.Except(onDisk.Lost).Count();
        }
    }

    /// <summary>What the score asks of the scenario.</summary>
    public ScenarioResult Result(string name) => new(
        name, Math.Max(1, recoveries.Count + doubts.Count), recovered, recoveries.DefaultIfEmpty(RecoveryLimit).Max(),
        Lost + AnswersLost + Damages.SoundLost + AcknowledgedUnstored > 0 ? Integrity.Lost
        : Wrong + Undelivered + Unreported + Damages.ServedAsGood + Damages.Undetected > 0 ? Integrity.WronglyServed
        : Integrity.Kept)
    {
        IsInDoubt = doubts.Count > 0,
    };

    /// <summary>The probes in a stopped bridge's files, read without it.</summary>
    public static List<FoundRecord> Stored(Day day, string dataFolder) => Probes(StoreReader.Read(dataFolder, day.Target.Credentials["store"]));

    /// <summary>The probes among stored records.</summary>
    public static List<FoundRecord> Probes(IEnumerable<StoredRecord> records) =>
        [.. records.Where(record => record.EventType == ProbeWriters.EventType).Select(record => Found(record.Data, record.Sequence))];

    /// <summary>The probes as a bridge serves them.</summary>
    public static async Task<List<FoundRecord>> ServedAsync(BridgeSession admin, CancellationToken cancellation)
    {
        var served = new List<FoundRecord>();
        await foreach (var one in admin.EventsAsync(ProbeWriters.EventType, cancellation))
        {
            // A page of something else is as good as none: what is missing is counted.
            if (one.EventType == ProbeWriters.EventType)
                served.Add(Found(one.Data, one.Sequence));
        }

        return served;
    }

    private static FoundRecord Found(JsonElement data, long sequence) => new(
        data.GetProperty("key").GetString()!, sequence, AcknowledgedLedger.DigestOf(Encoding.UTF8.GetBytes(data.GetProperty("text").GetString()!)));
}
