namespace Arena;

/// <summary>The nine ideas that the exercises make concrete, numbered as in <c>docs/mental-models/</c>.</summary>
public enum MentalModel
{
    /// <summary>Networks are learned function approximators.</summary>
    FunctionApproximators = 1,

    /// <summary>Thinking in tensors: einsum and einops with named axes.</summary>
    Tensors = 2,

    /// <summary>The transformer is a residual-stream computer whose logits are a sum of contributions.</summary>
    ResidualStream = 3,

    /// <summary>Attention is information routing: QK decides from where, OV decides what.</summary>
    Attention = 4,

    /// <summary>Features are directions, and a model packs more of them than it has dimensions.</summary>
    Features = 5,

    /// <summary>Behaviours are carried out by circuits that can be found and tested.</summary>
    Circuits = 6,

    /// <summary>Reinforcement learning: a policy learns from the consequences of its own actions.</summary>
    ReinforcementLearning = 7,

    /// <summary>Evaluations measure what a model does, and are themselves to be measured.</summary>
    Evaluations = 8,

    /// <summary>Alignment science: finding out why a model does what it does.</summary>
    AlignmentScience = 9,
}
