using Cake.Frosting.Internal.Definitions;

namespace Cake.Frosting;

/// <summary>Says that another task runs before this one.</summary>
/// <param name="type">The other task's type.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class IsDependentOnAttribute(Type type) : Attribute, ITaskDependency
{
    /// <summary>Gets the type of the task that runs first.</summary>
    public Type Task { get; } = type;
}
