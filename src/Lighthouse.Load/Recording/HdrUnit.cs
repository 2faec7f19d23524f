namespace Lighthouse.Load.Recording;

/// <summary>What a value of an HDR histogram counts; its encoding does not say.</summary>
public enum HdrUnit
{
    /// <summary>100 ns, as this engine writes: its clock's own steps, so that nothing is rounded.</summary>
    HundredNanoseconds,

    /// <summary>1 ns, the usual choice of programs that measure themselves.</summary>
    Nanoseconds,

    /// <summary>1 us, as wrk2 counts.</summary>
    Microseconds,

    /// <summary>1 ms.</summary>
    Milliseconds,
}
