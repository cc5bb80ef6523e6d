import { Facts } from '../exercise/facts.ts';

const UUID = '5d0f7c3e-8d3a-4a5b-9c1d-2f6e7a8b9c0d';
const PROJECT = '74610f3a5ad941998e91f076297ecf27';

/** Facts of the kind that a run has, every alias of docs/formats.md among them. */
export const PLAUSIBLE_FACTS = new Facts(
  new Map(
    Object.entries({
      name: { value: 'conform-1-server' },
      image: { id: UUID },
      image2: { id: UUID },
      image_bms: { id: UUID },
      flavor: { id: 'm1.tiny' },
      flavor2: { id: '2' },
      flavor_bms: { id: 'physical.o2.medium' },
      flavor_private: { id: UUID, tenant: PROJECT },
      network: { id: UUID },
      network2: { id: UUID },
      subnet: { id: UUID },
      port: { id: UUID },
      vpc: { id: UUID },
      security_group: { id: UUID, name: 'default' },
      project: { id: PROJECT },
      user: { id: PROJECT },
      zone: { name: 'nova' },
      host: { name: 'compute-1', other: 'compute-2', hypervisor: 'compute-1.example.com' },
      server: { id: UUID, name: 'conform-1-leased', host: 'compute-1', port_id: UUID, volume_id: UUID },
      server_group: { id: UUID },
      keypair: { name: 'conform-1-key' },
      aggregate: { id: '7', host: 'compute-1' },
      volume: { id: UUID },
      snapshot: { id: UUID },
      public_key: { value: 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQ conformance' },
      password: { value: 'Cf1!0123456789ab' },
      user_data: { value: 'IyEvYmluL3NoCg==' },
      text: { longest: 'x'.repeat(255) },
      uuid: { value: UUID },
      time: { past: '2024-03-05T07:09:11Z' },
    }),
  ),
);
