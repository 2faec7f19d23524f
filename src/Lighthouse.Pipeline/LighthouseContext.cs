using Cake.Core;
using Cake.Frosting;

namespace Lighthouse.Pipeline;

/// <summary>What the tasks share: the run, the log, and what was found so far.</summary>
/// <param name="context">The engine's context.</param>
/// <param name="session">The run that this build carries out.</param>
public class LighthouseContext(ICakeContext context, LighthouseSession session) : FrostingContext(context)
{
    /// <summary>The run that this build carries out.</summary>
    public LighthouseSession Session { get; } = session;
}
