# config: vivarium.policies = +audit +attributes
# config: audit.file = @work@/journal
# config: audit.allowed = no
# config: attributes.deny = a"quo\ted-Ü
getattr(1, 'a"quo\\ted-Ü', None)
# noted: 5 attribute a"quo\ted-Ü int deny attributes
