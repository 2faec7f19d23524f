namespace Lighthouse.Security.Penetration.Floods;

/// <summary>Much of something from one client. Bounded: it wears on nobody but the target.</summary>
internal interface IFlood
{
    /// <summary>What comes in numbers, the same in every run.</summary>
    string Name { get; }

    /// <summary>Sends it; what is not refused as it should be is found here, what others suffer by the <see cref="Witness"/>.</summary>
    Task RunAsync(PenetrationRun run, CancellationToken cancellation);
}
