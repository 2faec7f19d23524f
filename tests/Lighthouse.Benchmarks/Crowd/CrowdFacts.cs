namespace Lighthouse.Benchmarks.Crowd;

/// <summary>What a crowd of agents found out beside the load itself.</summary>
/// <param name="Agents">How many there were.</param>
/// <param name="Rate">Questions that were to be asked each second.</param>
/// <param name="Seconds">For how long, the warm-up left out.</param>
/// <param name="Connected">How many were connected before the load, by the lower of the bridge's and the system's count.</param>
/// <param name="LeastConnected">The fewest that the bridge counted while the load ran.</param>
/// <param name="StillConnected">How many were connected after it, by the lower of the two counts.</param>
/// <param name="Asked">Different agents whose question was answered.</param>
/// <param name="Answered">Different agents that were asked and answered.</param>
/// <param name="Delivered">Questions of the measured part that reached the agent they were for.</param>
/// <param name="Refusals">Answers of agents that were not taken, and sockets that broke.</param>
/// <param name="Bridge">The bridge's process.</param>
/// <param name="Generator">The process of the agents.</param>
/// <param name="Levels">How each service level fared.</param>
internal sealed record CrowdFacts(
    int Agents, double Rate, double Seconds, int Connected, int LeastConnected, int StillConnected, int Asked, int Answered, long Delivered, long Refusals,
    ProcessFacts Bridge, ProcessFacts Generator, IReadOnlyList<LevelFacts> Levels);

/// <summary>What a process used.</summary>
/// <param name="EmptyMegabytes">Resident memory before the first agent.</param>
/// <param name="ConnectedMegabytes">With all of them connected and idle.</param>
/// <param name="PeakMegabytes">The most while they worked.</param>
/// <param name="Processors">Processors that it had on average while they worked.</param>
internal sealed record ProcessFacts(double EmptyMegabytes, double ConnectedMegabytes, double PeakMegabytes, double Processors);

/// <summary>How a service level fared.</summary>
/// <param name="Id">Its name in the runbook.</param>
/// <param name="Looks">Looks at it.</param>
/// <param name="Outside">Those that found it outside its limit.</param>
/// <param name="LongestSeconds">The longest time that it was outside without a break.</param>
/// <param name="Breaches">Times that it was so for longer than its grace.</param>
/// <param name="IsOutside">Whether it was outside when the load ended.</param>
internal sealed record LevelFacts(string Id, int Looks, int Outside, double LongestSeconds, int Breaches, bool IsOutside);
