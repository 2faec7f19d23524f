namespace Cake.Frosting;

/// <summary>What a build does before and after its tasks.</summary>
public interface IFrostingLifetime : IFrostingSetup, IFrostingTeardown
{
}
