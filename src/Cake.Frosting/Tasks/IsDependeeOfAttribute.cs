using Cake.Frosting.Internal.Definitions;

namespace Cake.Frosting;

/// <summary>Says that this task runs before another one, from the side of this one.</summary>
/// <param name="type">The other task's type.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class IsDependeeOfAttribute(Type type) : Attribute, ITaskDependency
{
    /// <summary>Gets the type of the task that runs later.</summary>
    public Type Task { get; } = type;
}
