namespace Lighthouse.Readiness.Evidence;

/// <summary>The first record of a log: the pipeline began the day.</summary>
/// <param name="Profile">Profile of the run.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="Machine">Facts about the machine: operating system, processors, memory, runtime.</param>
/// <param name="OnlyGate">The one gate that was asked for, or null for all of the day.</param>
public sealed record DayOpened(string Profile, int Seed, IReadOnlyDictionary<string, string> Machine, string? OnlyGate) : EvidenceEntry;
