//! Paths of YAML keys beside and below a match.

use super::*;

#[test]
fn beside_and_below() {
    let queue = "Resources:\n  Q:\n    «Type»: AWS::SQS::Queue\n    Properties:\n      QueueName: orders\n      Tags: [a, b]\n";
    let pods = "«containers»:\n  - name: a\n  - name: b\n    resources:\n      limits: { memory: 1Gi }\n";
    for (marked, condition, expected) in [
        (queue, "sibling_has: Properties.QueueName", Yes),
        (queue, "sibling_has: '*.queuename'", Yes),
        (queue, "sibling_has: Properties.RedrivePolicy", No),
        (queue, "sibling_lacks: [Properties.RedrivePolicy, Other]", Yes),
        (queue, "sibling_has: QueueName", No),
        ("«a»: 1\nb: *x\n", "sibling_lacks: b.c", Unknown),
        ("«a»: 1\nb: !include x.yml\n", "sibling_lacks: b.c", Unknown),
        ("«a»: 1\nb: {{ x }}\n", "sibling_lacks: b.c", Unknown),
        ("«a»: 1\nb:\n", "sibling_lacks: b.c", Yes),
        ("«a»: 1\nb: { <<: *x }\n", "sibling_lacks: b.c", Unknown),
        ("«a»: 1\nb: { <<: *x, c: 2 }\n", "sibling_has: b.c", Yes),
        ("«a»: 1\nx.y: 2\n", "sibling_has: '\"x.y\"'", Yes),
        ("«a»: 1\nx.y: 2\n", "sibling_has: x.y", Yes),
        ("«a»: 1\nx.y: 2\n", "sibling: { name: x.y, equals: 2 }", Yes),
        ("«a»: 1\nx.y: 2\n", "sibling_lacks: x.z", Yes),
        (queue, "sibling: { name: Properties.QueueName, equals: orders }", Yes),
        (queue, "sibling: { name: Properties.QueueName, equals: other }", No),
        (queue, "sibling: { name: Properties.Tags, equals: b }", Yes),
        (queue, "sibling: { name: Type, glob: 'AWS::*' }", Yes),
        ("«a»: 1\ntype: {{ x }}\n", "sibling: { name: type, equals: y }", Unknown),
        ("«a»: 1\n<<: *x\n", "sibling: { name: type, equals: y }", Unknown),
        ("«a»: 1\n", "sibling: { name: type, equals: y }", No),
        ("c:\n  «a»: 1\ntype: y\n", "sibling: { name: type, equals: y }", No),
        (pods, "child_has: resources.limits.memory", Yes),
        (pods, "child_lacks: resources.requests", Yes),
        ("«containers»:\n  - name: a\n", "child_has: [resources, name]", Yes),
        ("«containers»:\n  - name: a\nresources: 1\n", "child_lacks: resources", Yes),
        ("«a»:\n", "child_lacks: b", Yes),
        ("«a»: x\n", "child_has: b", No),
        ("«a»: *x\n", "child_lacks: b", Unknown),
        ("«a»:\n  <<: *x\n  c: 1\n", "child_lacks: b", Unknown),
        ("- «x»\n", "child_lacks: b", No),
    ] {
        check(Yaml, marked, condition, expected);
    }
    check(Python, "«a»", "child_lacks: b", No);
    check(Sql, "«a»", "sibling: { name: a, equals: b }", No);
}
