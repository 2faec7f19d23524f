namespace Lighthouse.Readiness.Evidence;

/// <summary>The stable codes of what can be wrong with evidence.</summary>
public static class EvidenceCodes
{
    /// <summary>There is no log.</summary>
    public const string Missing = "LH3001";

    /// <summary>The path is no regular file (a link, a folder, a pipe, a device).</summary>
    public const string NotAFile = "LH3002";

    /// <summary>The file or one of its lines is larger than evidence can be.</summary>
    public const string TooLarge = "LH3003";

    /// <summary>The system refused to read the file.</summary>
    public const string Unreadable = "LH3004";

    /// <summary>The line is no JSON in UTF-8.</summary>
    public const string NotJson = "LH3005";

    /// <summary>The line is JSON, but no record: a property is missing, unknown, doubled or of the wrong kind.</summary>
    public const string NotARecord = "LH3006";

    /// <summary>The line has a schema version that this reader does not know.</summary>
    public const string UnknownVersion = "LH3007";

    /// <summary>A sequence number is missing or repeated.</summary>
    public const string OutOfSequence = "LH3008";

    /// <summary>The line does not follow the line before it.</summary>
    public const string BrokenChain = "LH3009";

    /// <summary>The line was changed after it was written.</summary>
    public const string Changed = "LH3010";

    /// <summary>The record belongs to another run, commit, runbook, day, profile or seed.</summary>
    public const string OtherRun = "LH3011";

    /// <summary>The log does not begin with the day's opening.</summary>
    public const string NotOpened = "LH3012";

    /// <summary>A second opening, or something after the day's closing.</summary>
    public const string OutOfOrder = "LH3013";

    /// <summary>The log does not end with the day's closing.</summary>
    public const string NotClosed = "LH3014";

    /// <summary>The last line is incomplete: its writer was killed or its disk was full.</summary>
    public const string Torn = "LH3015";

    /// <summary>The log does not end where it ended when it was written.</summary>
    public const string OtherHead = "LH3016";

    /// <summary>A value that no measurement can have: not finite, a negative count, more hits than trials.</summary>
    public const string ImpossibleValue = "LH3017";

    /// <summary>The log holds no record.</summary>
    public const string Empty = "LH3018";

    /// <summary>Another process writes the log.</summary>
    public const string InUse = "LH3021";

    /// <summary>The log is damaged, torn or closed and cannot be continued.</summary>
    public const string CannotContinue = "LH3022";

    /// <summary>A record could not be brought to stable storage.</summary>
    public const string NotStored = "LH3023";

    /// <summary>The metric is not in the runbook.</summary>
    public const string UnknownMetric = "LH3031";

    /// <summary>The observation has another shape or dimension than the runbook gives its metric.</summary>
    public const string WrongShape = "LH3032";

    /// <summary>The gate is not in the runbook, or the profile does not measure it.</summary>
    public const string UnknownGate = "LH3033";

    /// <summary>The measurement does not say how or by which test it was made.</summary>
    public const string Unexplained = "LH3034";

    /// <summary>A line that a suite reported is no measurement and no test.</summary>
    public const string NotReported = "LH3041";

    /// <summary>A suite reported nothing.</summary>
    public const string NothingReported = "LH3042";
}
