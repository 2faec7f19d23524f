using Lighthouse.Security.AuthBypass;
using Lighthouse.Security.OpenApi;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Penetration;

/// <summary>What the attack needs to know of a target, and how far it goes.</summary>
public sealed record PenetrationOptions
{
    /// <summary>The target's description in JSON, as <see cref="OpenApi.OpenApiReader"/> reads it; used where <see cref="Description"/> is null.</summary>
    public string OpenApiJson { get; init; } = "";

    /// <summary>The target's operations where they were put together otherwise; null to read <see cref="OpenApiJson"/>.</summary>
    public OpenApiDescription? Description { get; init; }

    /// <summary>Gives a token that is valid now, of a role that may call every operation, for an agent of its own so that no limit of another's stands in the way.</summary>
    public required Func<CancellationToken, Task<string>> FreshToken { get; init; }

    /// <summary>Where a token stands in a request. Default: <c>Authorization: Bearer</c>.</summary>
    public CredentialCarrier Carrier { get; init; } = CredentialCarrier.Bearer;

    /// <summary>The classes to try, of <see cref="PenetrationClasses.All"/>. Default: all ten.</summary>
    public IReadOnlyCollection<string> Classes { get; init; } = PenetrationClasses.All;

    /// <summary>Gives a token of the role that may do least; null where there is but one role.</summary>
    public Func<CancellationToken, Task<string>>? LowToken { get; init; }

    /// <summary>Gives a token whose session was ended; null when the target has no such thing.</summary>
    public Func<CancellationToken, Task<string>>? RevokedToken { get; init; }

    /// <summary>What to send to an operation, by its id ("POST /session/create"), made for a token.</summary>
    public IReadOnlyDictionary<string, Func<string, CancellationToken, Task<OperationExample>>> Examples { get; init; } =
        new Dictionary<string, Func<string, CancellationToken, Task<OperationExample>>>();

    /// <summary>Operations that are left out, by id.</summary>
    public IReadOnlySet<string> Excluded { get; init; } = new HashSet<string>();

    /// <summary>Operations that change how the others answer and are therefore tried after them, one at a time, by id.</summary>
    public IReadOnlySet<string> Last { get; init; } = new HashSet<string>();

    /// <summary>Operations that may use up their caller's session or their subject, by id: each success is followed by a fresh token.</summary>
    public IReadOnlySet<string> SingleUse { get; init; } = new HashSet<string>();

    /// <summary>Operations that hold an answer back on purpose (a long poll), by id.</summary>
    public IReadOnlySet<string> Holding { get; init; } = new HashSet<string>();

    /// <summary>Operations that the role of <see cref="LowToken"/> may not call, by id.</summary>
    public IReadOnlySet<string> Privileged { get; init; } = new HashSet<string>();

    /// <summary>Pairs of requests whose sender may not tell from the answers which of the two names exists.</summary>
    public IReadOnlyList<NamePair> Names { get; init; } = [];

    /// <summary>How many mutants are sent to each operation at most.</summary>
    public int CasesPerOperation { get; init; } = 100;

    /// <summary>How many operations are tried at once.</summary>
    public int Parallel { get; init; } = 6;

    /// <summary>How many connections a flood opens.</summary>
    public int Connections { get; init; } = 200;

    /// <summary>Characters of a header, address or cookie that is too large to be taken. Default 65,536.</summary>
    public int LargeHead { get; init; } = 64 * 1024;

    /// <summary>How long slow senders go on while others must be served.</summary>
    public TimeSpan SlowFor { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long another client may wait for <see cref="HealthPath"/> while an attack runs. Default 1.5 s.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>A path that answers 200 without a token while the target works.</summary>
    public string HealthPath { get; init; } = "/health";

    /// <summary>Measures the target's process; null where it cannot be seen.</summary>
    public Func<ResourceReading?>? Resources { get; init; }

    /// <summary>How much more memory the target may hold after the attacks than before, in bytes. Default 512 MB.</summary>
    public long MostGrowth { get; init; } = 512L * 1024 * 1024;

    /// <summary>An empty folder that the target's process could write to, seen from here: files that traversal must not read and execution must not make.</summary>
    public required string CanaryFolder { get; init; }
}

/// <summary>The memory and handles of a process.</summary>
/// <param name="ResidentBytes">Resident memory.</param>
/// <param name="Handles">Open descriptors.</param>
public sealed record ResourceReading(long ResidentBytes, int Handles);

/// <summary>Two requests that differ only in a name: one exists, the other does not.</summary>
/// <param name="Name">What is asked, the same in every run.</param>
/// <param name="Known">The request with the name that exists.</param>
/// <param name="Unknown">The request with the name that does not.</param>
public sealed record NamePair(string Name, RawRequest Known, RawRequest Unknown);
