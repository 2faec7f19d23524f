using Cake.Core;

namespace Cake.Frosting;

/// <summary>The context of a build; derive from it to carry the build's own settings.</summary>
/// <param name="context">Cake's own context.</param>
public class FrostingContext(ICakeContext context) : CakeContextAdapter(context), IFrostingContext
{
}
