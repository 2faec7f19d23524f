namespace Cake.Docker.Internal;

/// <summary>Marks an option whose values may be secrets, so that no log shows them.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretAttribute : Attribute;
