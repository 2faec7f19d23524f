namespace Cake.Frosting;

/// <summary>What a build does before and after each task.</summary>
public interface IFrostingTaskLifetime : IFrostingTaskSetup, IFrostingTaskTeardown
{
}
