namespace Cake.Frosting;

/// <summary>Names a task; without it the class's own name is the target's name.</summary>
/// <param name="name">The name, as <c>--target</c> takes it; case is ignored there.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskNameAttribute(string name) : Attribute
{
    /// <summary>Gets the name.</summary>
    public string Name { get; } = name;
}
